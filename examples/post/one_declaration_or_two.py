from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)
    teams: Mapped[list["Team"]] = relationship(back_populates="user")


class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
    user: Mapped["User | None"] = relationship(back_populates="teams")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
    user: Mapped["User | None"] = relationship(backref="project")
# --8<-- [end:models]


# --8<-- [start:before]
print("User has teams:", hasattr(User, "teams"))
try:
    User.project
except AttributeError as error:
    print("AttributeError:", error)

configure_mappers()  # what the first User() or the first query does
print("User has project now:", hasattr(User, "project"))
print("annotations of User:", sorted(User.__annotations__))
# --8<-- [end:before]
