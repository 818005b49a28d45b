from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
follow = Table(
    "follow",
    Base.metadata,
    Column("follower_id", ForeignKey("user_account.id"), primary_key=True),
    Column("followed_id", ForeignKey("user_account.id"), primary_key=True, index=True),
)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    following: Mapped[list["User"]] = relationship(
        secondary=follow, foreign_keys=[follow.c.follower_id]
    )
# --8<-- [end:models]


# --8<-- [start:configure]
following = User.following.property
print("primaryjoin:", following.primaryjoin)
print("secondaryjoin:", following.secondaryjoin)
# --8<-- [end:configure]
