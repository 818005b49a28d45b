from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:attempt]
def attempt(ondelete, **settings):
    """Deletes user 2, who has a project: what becomes of the project's row?"""

    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(**settings)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int | None] = mapped_column(
            ForeignKey("user_account.id", ondelete=ondelete), server_default="1"
        )

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([User(id=1), User(id=2, projects=[Project()])])
        session.commit()
        try:
            session.delete(session.get(User, 2))
            session.commit()
            rows = session.execute(select(Project.user_id)).all()
            result = f"user_id {rows[0].user_id}" if rows else "row deleted"
        except IntegrityError as error:
            session.rollback()
            result = f"IntegrityError, {error.statement.split()[0]} refused"
    Base.metadata.drop_all(engine)
    return result


ACTIONS = (None, "NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT")
# --8<-- [end:attempt]

# --8<-- [start:database]
for action in ACTIONS:
    print(f"ondelete={action!r}: {attempt(action, passive_deletes='all')}")
# --8<-- [end:database]

# --8<-- [start:session_null]
for action in ACTIONS:
    print(f"ondelete={action!r}: {attempt(action)}")
# --8<-- [end:session_null]

# --8<-- [start:session_delete]
for action in ACTIONS:
    print(f"ondelete={action!r}: {attempt(action, cascade='all, delete-orphan')}")
# --8<-- [end:session_delete]
