from sqlalchemy import ForeignKey, String, create_engine, event, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

# --8<-- [start:trigger]
TRIGGERS = {
    "sqlite": [
        "CREATE TRIGGER log_project AFTER DELETE ON project"
        " BEGIN INSERT INTO deleted_project VALUES (OLD.title); END",
    ],
    "postgresql": [
        "CREATE FUNCTION log_project() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO deleted_project VALUES (OLD.title); RETURN NULL; END $$",
        "CREATE TRIGGER log_project AFTER DELETE ON project"
        " FOR EACH ROW EXECUTE FUNCTION log_project()",
    ],
    "mariadb": [
        "CREATE TRIGGER log_project AFTER DELETE ON project"
        " FOR EACH ROW INSERT INTO deleted_project VALUES (OLD.title)",
    ],
}

with engine.begin() as connection:
    connection.execute(text("CREATE TABLE deleted_project (title VARCHAR(50))"))
    for statement in TRIGGERS[engine.dialect.name]:
        connection.execute(text(statement))
# --8<-- [end:trigger]

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.add(User(name="Joon", projects=[Project(title="Newsletter")]))
    session.commit()


# --8<-- [start:delete]
def logged(session):
    titles = session.scalars(text("SELECT title FROM deleted_project ORDER BY title")).all()
    session.execute(text("DELETE FROM deleted_project"))
    return ", ".join(titles) or "nothing"


with Session(engine) as session:
    mina, joon = session.scalars(select(User).order_by(User.id)).all()
    joon.projects

    session.delete(joon)
    session.flush()
    print("the session deletes Joon's project, the trigger logs:", logged(session))

    session.delete(mina)
    session.flush()
    print("the database deletes Mina's projects, the trigger logs:", logged(session))
    session.commit()
# --8<-- [end:delete]
