import time

from sqlalchemy import ForeignKey, String, create_engine, event, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


# --8<-- [start:models]
def models(**settings):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(cascade="all, delete-orphan", **settings)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        user_id: Mapped[int] = mapped_column(
            ForeignKey("user_account.id", ondelete="CASCADE"), index=True
        )

    return Base, User, Project


# --8<-- [end:models]
engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


calls = []  # for each call of the driver, how many sets of parameters it gets


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    calls.append(len(parameters) if executemany else 1)


# --8<-- [start:attempt]
def attempt(number, **settings):
    """Deletes a user who has `number` projects: what is sent and read, and how long it takes."""
    Base, User, Project = models(**settings)
    Base.metadata.create_all(engine)
    with engine.connect() as connection, Session(connection) as session:  # nothing is committed
        session.add(User(id=1, projects=[Project(title="Website")]))
        session.flush()
        while (there := session.scalar(select(func.count(Project.id)))) < number:
            copies = select(Project.title, Project.user_id).limit(number - there)
            session.execute(insert(Project).from_select(["title", "user_id"], copies))
        session.expunge_all()

        mina = session.get_one(User, 1)
        read = []
        event.listen(Project, "load", lambda project, context: read.append(project))
        calls.clear()
        start = time.perf_counter()
        session.delete(mina)
        session.flush()
        seconds = time.perf_counter() - start
        sent = f"{len(calls)} calls, {sum(calls)} statements, {len(read)} projects read"
    Base.metadata.drop_all(engine)
    return sent, seconds


# --8<-- [end:attempt]
# --8<-- [start:run]
for number in (1, 100, 10_000):
    by_session, session_seconds = attempt(number)
    by_database, database_seconds = attempt(number, passive_deletes=True)
    print(f"{number} projects, the session deletes: {by_session}")
    print(f"{number} projects, the database deletes: {by_database}")

faster = session_seconds > 3 * database_seconds
print(f"{number} projects, the database takes less than a third of the time: {faster}")
# --8<-- [end:run]
