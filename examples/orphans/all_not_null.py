from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade="all")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website")]))
    session.flush()
    session.add(User(name="Joon"))
    session.commit()

# --8<-- [start:ways]
WAYS = [
    "mina.projects.remove(website)",
    "mina.projects.clear()",
    "mina.projects = []",
    "del mina.projects[0]",
    "del mina.projects",
    "website.user = None",
    "del website.user",
    "website.user_id = None",
    "website.user = joon",
    "joon.projects.append(website)",
    "mina.projects.remove(website); joon.projects.append(website)",
    "joon.projects.append(website); mina.projects.remove(website)",
]

for way in WAYS:
    with Session(engine) as session:  # nothing is committed: each way starts from the same rows
        mina, joon = session.get(User, 1), session.get(User, 2)
        website = session.get(Project, 1)
        try:
            exec(way)
            session.flush()
            row = session.execute(select(Project.user_id)).one_or_none()
            print(f"{way}:", f"row stays, user_id {row.user_id}" if row else "row deleted")
        except (IntegrityError, InvalidRequestError, ValueError) as error:
            message = str(getattr(error, "orig", error)).splitlines()[0]
            message = message.replace(hex(id(website)), "0x…")
            print(f"{way}: {type(error).__name__}, {message}")
# --8<-- [end:ways]
