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

with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
    session.commit()

# --8<-- [start:in_place]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    mina.profile.bio = "Bakes bread"
    session.commit()
# --8<-- [end:in_place]

# --8<-- [start:flush_between]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    mina.profile = None
    session.flush()
    mina.profile = Profile(bio="Collects stamps")
    session.commit()
# --8<-- [end:flush_between]

# --8<-- [start:check]
with Session(engine) as session:
    rows = session.execute(select(Profile.bio, Profile.user_id).order_by(Profile.id))
    print("profiles:", rows.all())
# --8<-- [end:check]
