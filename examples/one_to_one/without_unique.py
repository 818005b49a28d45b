# warns: SAWarning
from sqlalchemy import ForeignKey, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    profile: Mapped["Profile | None"] = relationship(back_populates="user")


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="profile")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
    session.commit()

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Profile(bio="Bakes bread", user_id=1))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    print("profile:", mina.profile.bio)
# --8<-- [end:read]

# --8<-- [start:check]
with Session(engine) as session:
    rows = session.execute(select(Profile.bio, Profile.user_id).order_by(Profile.id))
    print("profiles:", rows.all())
# --8<-- [end:check]

# --8<-- [start:find]
with Session(engine) as session:
    statement = (
        select(Profile.user_id, func.count())
        .group_by(Profile.user_id)
        .having(func.count() > 1)
        .order_by(Profile.user_id)
    )
    print("users with several profiles:", session.execute(statement).all())
# --8<-- [end:find]
