# databases: sqlite
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import String, create_engine, delete, event, exists, text
from sqlalchemy.exc import DBAPIError
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
    user_id: Mapped[int]  # no foreign key yet
# --8<-- [end:models]


engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(User(id=1, name="Mina"))
    session.add(Project(title="Website", user_id=1))
    session.add(Project(title="Mobile app", user_id=99))  # there is no user 99
    session.commit()
# --8<-- [end:add]


# --8<-- [start:upgrade]
def upgrade(op):
    name = "fk_project_user_id_user_account"
    with op.batch_alter_table("project") as batch:
        batch.create_foreign_key(name, "user_account", ["user_id"], ["id"])
# --8<-- [end:upgrade]


# --8<-- [start:run]
for attempt in ("first", "second"):
    try:
        with engine.begin() as connection:
            upgrade(Operations(MigrationContext.configure(connection)))
    except DBAPIError as error:
        print(f"{attempt} attempt: {type(error).__name__}: {error.orig}")
# --8<-- [end:run]

# --8<-- [start:mend]
has_user = exists().where(User.id == Project.user_id)

with Session(engine) as session:
    session.execute(delete(Project).where(~has_user))
    session.commit()

with engine.begin() as connection:
    connection.execute(text("DROP TABLE _alembic_tmp_project"))
    upgrade(Operations(MigrationContext.configure(connection)))
print("upgrade: done")
# --8<-- [end:mend]
