# databases: sqlite
from threading import Thread

from sqlalchemy import ForeignKey, StaticPool, String, create_engine, event
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
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
# --8<-- [end:models]


# --8<-- [start:thread]
def add_project(engine):
    with Session(engine) as session:
        session.add(Project(title="Website", user_id=99))  # there is no user 99
        try:
            session.commit()
        except DBAPIError as error:
            print(f"{type(error).__name__}: {error.orig}")


def add_in_another_thread(engine):
    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

    Base.metadata.create_all(engine)
    thread = Thread(target=add_project, args=[engine])
    thread.start()
    thread.join()


# --8<-- [end:thread]
# --8<-- [start:default]
add_in_another_thread(create_engine("sqlite://"))
# --8<-- [end:default]

# --8<-- [start:static]
engine = create_engine(
    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
)
add_in_another_thread(engine)
# --8<-- [end:static]
