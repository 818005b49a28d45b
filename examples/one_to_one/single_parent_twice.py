# databases: sqlite
from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("profile.id"), unique=True)
    profile: Mapped["Profile | None"] = relationship(
        back_populates="user", cascade="all, delete-orphan", single_parent=True
    )


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    user: Mapped["User | None"] = relationship(back_populates="profile")
# --8<-- [end:models]


# --8<-- [start:add]
profile = Profile(bio="Likes maps")
mina = User(name="Mina", profile=profile)
try:
    joon = User(name="Joon", profile=profile)
except InvalidRequestError as error:
    print("InvalidRequestError:", error.args[0].replace(hex(id(profile)), "0x…"))
# --8<-- [end:add]
