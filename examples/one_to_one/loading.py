from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship


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

with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
    session.add(User(name="Joon"))
    session.commit()

# --8<-- [start:lazy]
with Session(engine) as session:
    for user in session.scalars(select(User).order_by(User.id)):
        print("lazy:", user.name, user.profile and user.profile.bio)
# --8<-- [end:lazy]

# --8<-- [start:joined]
with Session(engine) as session:
    statement = select(User).options(joinedload(User.profile)).order_by(User.id)
    for user in session.scalars(statement):
        print("joined:", user.name, user.profile and user.profile.bio)
# --8<-- [end:joined]
