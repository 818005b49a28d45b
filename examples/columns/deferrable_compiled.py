from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.compiler import compiles
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
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", deferrable=True, initially="DEFERRED")
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:compiles]
@compiles(ForeignKeyConstraint, "mysql", "mariadb")
def leave_deferrable_out(constraint, compiler, **options):
    return compiler.visit_foreign_key_constraint(constraint, **options).split(" DEFERRABLE")[0]
# --8<-- [end:compiles]


# --8<-- [start:create]
Base.metadata.create_all(engine)
# --8<-- [end:create]
# --8<-- [start:child_first]
try:
    with Session(engine) as session:
        session.add(Project(title="Website", user_id=1))
        session.flush()  # there is no user 1 yet
        session.add(User(id=1, name="Mina"))
        session.commit()
    print("child first: accepted")
except IntegrityError as error:
    print(f"child first: refused, {error.orig.args[-1]}")
# --8<-- [end:child_first]
