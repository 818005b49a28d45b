from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
    session.commit()

# --8<-- [start:replace]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    mina.profile = Profile(bio="Bakes bread")
    session.commit()
# --8<-- [end:replace]

# --8<-- [start:check]
with Session(engine) as session:
    print("users:", session.execute(select(User.name, User.profile_id)).all())
    print("profiles:", session.execute(select(Profile.id, Profile.bio)).all())
# --8<-- [end:check]
