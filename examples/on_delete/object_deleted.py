import re

from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.exc import InvalidRequestError
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

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.commit()


# --8<-- [start:delete]
def message(error):
    return f"{type(error).__name__}: " + re.sub(r" at 0x\w+", "", str(error)).split("\n")[0]


with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    website, mobile_app = session.scalars(select(Project).order_by(Project.id)).all()
    session.delete(mina)
    session.commit()

    try:
        website.title
    except InvalidRequestError as error:
        print("attribute:", message(error))
    try:
        session.refresh(mobile_app)
    except InvalidRequestError as error:
        print("refresh():", message(error))
    print("website in session:", website in session)
    print("mobile_app in session:", mobile_app in session)
    print("get():", session.get(Project, 1))
    print("website in session:", website in session)
# --8<-- [end:delete]
