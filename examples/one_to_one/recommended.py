from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    profile: Mapped["Profile | None"] = relationship(
        back_populates="user", cascade="all, delete-orphan"
    )


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), unique=True)
    user: Mapped["User"] = relationship(back_populates="profile")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
    session.add(User(name="Joon"))
    session.commit()

    for user in session.scalars(select(User).order_by(User.id)):
        print("user:", user.name, "profile:", user.profile and user.profile.bio)
# --8<-- [end:add]

# --8<-- [start:both_sides]
with Session(engine) as session:
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    print("before:", joon.profile)
    profile = Profile(bio="Bakes bread")
    profile.user = joon
    print("after, without a flush:", joon.profile.bio)
    session.add(profile)
    session.commit()
# --8<-- [end:both_sides]

# --8<-- [start:read]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    print("profile:", mina.profile.bio)
    print("back to the same object:", mina.profile.user is mina)
# --8<-- [end:read]
