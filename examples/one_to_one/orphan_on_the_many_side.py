# databases: sqlite
# raises: ArgumentError
from sqlalchemy import ForeignKey, String
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
        back_populates="user", cascade="all, delete-orphan"
    )


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    user: Mapped["User | None"] = relationship(back_populates="profile")
# --8<-- [end:models]


# --8<-- [start:add]
mina = User(name="Mina", profile=Profile(bio="Likes maps"))
# --8<-- [end:add]
