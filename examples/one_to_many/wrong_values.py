# databases: sqlite
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


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


# --8<-- [start:add]
attempts = {
    "user=1": lambda: Project(title="Website", user=1),
    "user=[User()]": lambda: Project(title="Website", user=[User(name="Mina")]),
    "projects=['Website']": lambda: User(name="Mina", projects=["Website"]),
    "projects=[{...}]": lambda: User(name="Mina", projects=[{"title": "Website"}]),
    "projects=Project()": lambda: User(name="Mina", projects=Project(title="Website")),
    "projects=[User()]": lambda: User(name="Mina", projects=[User(name="Joon")]),
}
for name, attempt in attempts.items():
    try:
        attempt()
    except Exception as error:
        print(f"{name}, {type(error).__name__}: {error}")
# --8<-- [end:add]
