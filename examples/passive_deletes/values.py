from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    verb, *words = statement.split()
    table = "project" if "project" in words else "user_account"
    statements.append(f"{verb} {table}")


# --8<-- [start:attempt]
statements = []


def attempt(read, **settings):
    """Deletes a user who has one project: returns the statements, and what became of the project's row."""

    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(**settings)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        mina = User(projects=[Project()])
        session.add(mina)
        session.commit()
        if read:
            mina.projects
        else:
            mina.id
        statements.clear()
        session.delete(mina)
        session.commit()
        sent = ", ".join(statements)
        rows = session.execute(select(Project.user_id)).all()
    Base.metadata.drop_all(engine)
    return f"{sent}; {f'user_id {rows[0].user_id}' if rows else 'row deleted'}"


# --8<-- [end:attempt]
# --8<-- [start:no_cascade]
for value in (False, True, "all"):
    print(f"{value!r}, unread: {attempt(False, passive_deletes=value)}")
    print(f"{value!r}, read: {attempt(True, passive_deletes=value)}")
# --8<-- [end:no_cascade]

# --8<-- [start:cascade]
for value in (False, True):
    settings = {"passive_deletes": value, "cascade": "all, delete-orphan"}
    print(f"{value!r}, unread: {attempt(False, **settings)}")
    print(f"{value!r}, read: {attempt(True, **settings)}")
# --8<-- [end:cascade]
