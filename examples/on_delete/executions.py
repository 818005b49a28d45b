from sqlalchemy import ForeignKey, String, create_engine, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

if engine.dialect.name == "postgresql":  # a trigger that is called once for each statement
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE executed (verb TEXT)"))
        connection.execute(
            text(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN INSERT INTO executed VALUES (TG_OP); RETURN NULL; END $$"
            )
        )
        for table in ("user_account", "project"):
            connection.execute(
                text(
                    f"CREATE TRIGGER note AFTER INSERT OR DELETE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION note()"
                )
            )

traced, sent = [], []


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    sent.append(statement.split()[0])


# --8<-- [start:server]
def executed(session, verb):
    """How many statements of this kind the database itself has counted."""
    match engine.dialect.name:
        case "sqlite":  # what set_trace_callback() was given
            return sum(sql.startswith(verb) for sql in traced)
        case "postgresql":  # what a trigger FOR EACH STATEMENT has written down
            return session.scalar(text("SELECT count(*) FROM executed WHERE verb = :verb"), {"verb": verb})
        case "mariadb":
            return int(session.execute(text(f"SHOW SESSION STATUS LIKE 'Com_{verb}'")).one()[1])


# --8<-- [end:server]
# --8<-- [start:run]
def report(session, action, verb):
    before = executed(session, verb)
    sent.clear()
    session.flush()
    print(f"{action}, calls with {verb}: {sent.count(verb)}")
    print(f"{action}, {verb} executed: {executed(session, verb) - before}")


with Session(engine, autoflush=False) as session:
    if engine.dialect.name == "sqlite":
        session.connection().connection.driver_connection.set_trace_callback(traced.append)
    mina = User(projects=[Project(title="Website") for _ in range(100)])
    joon = User(projects=[Project(title="Website") for _ in range(100)])
    session.add_all([mina, joon])
    report(session, "add 2 users and 200 projects", "INSERT")

    session.delete(mina)
    report(session, "the session deletes Mina's projects", "DELETE")
    session.expire(joon)
    session.delete(joon)
    report(session, "the database deletes Joon's projects", "DELETE")
# --8<-- [end:run]
