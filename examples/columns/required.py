from sqlalchemy import ForeignKey, String, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)


# --8<-- [start:actions]
def add_without_user(session, mina):
    session.add(Project(title="Newsletter"))


def set_to_none(session, mina):
    mina.projects[0].user = None


def take_out_of_collection(session, mina):
    mina.projects.remove(mina.projects[0])


def replace_collection(session, mina):
    mina.projects = []


def delete_user(session, mina):
    session.delete(mina)
# --8<-- [end:actions]


def message(error):
    return str(error.orig.args[-1]).splitlines()[0]


# --8<-- [start:run]
ACTIONS = [add_without_user, set_to_none, take_out_of_collection, replace_collection, delete_user]

for action in ACTIONS:
    with Session(engine) as session:
        mina = User(name="Mina", projects=[Project(title="Website")])
        session.add(mina)
        session.flush()
        action(session, mina)
        try:
            session.flush()
        except IntegrityError as error:
            print(f"{action.__name__}: {error.statement.split()[0]} refused, {message(error)}")
# --8<-- [end:run]
