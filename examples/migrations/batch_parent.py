# databases: sqlite
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
# --8<-- [end:models]


engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina"))
    session.flush()
    session.add(Project(title="Website", user_id=1))
    session.commit()


# --8<-- [start:upgrade]
def upgrade(op):
    with op.batch_alter_table("user_account") as batch:
        batch.alter_column("name", type_=String(100))
# --8<-- [end:upgrade]


# --8<-- [start:run]
with engine.begin() as connection:
    upgrade(Operations(MigrationContext.configure(connection)))

with Session(engine) as session:
    print("users:", session.scalars(select(User.name)).all())
    print("projects:", session.scalars(select(Project.title)).all())
# --8<-- [end:run]
