# databases: sqlite, postgresql
from sqlalchemy import ForeignKey, create_engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:attempt]
def attempt(ondelete):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int] = mapped_column(
            ForeignKey("user_account.id", ondelete=ondelete, deferrable=True, initially="DEFERRED")
        )

    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO user_account (id) VALUES (1)"))
        connection.execute(text("INSERT INTO project (id, user_id) VALUES (1, 1)"))
    try:
        with engine.begin() as connection:  # the user first, the project after it
            connection.execute(text("DELETE FROM user_account"))
            connection.execute(text("DELETE FROM project"))
        result = "both rows deleted"
    except IntegrityError as error:
        result = f"IntegrityError, {error.statement} refused"
    Base.metadata.drop_all(engine)
    return result


print("NO ACTION:", attempt("NO ACTION"))
print("RESTRICT:", attempt("RESTRICT"))
# --8<-- [end:attempt]
