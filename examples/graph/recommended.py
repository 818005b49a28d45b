from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
follow = Table(
    "follow",
    Base.metadata,
    Column("follower_id", ForeignKey("user_account.id"), primary_key=True),
    Column("followed_id", ForeignKey("user_account.id"), primary_key=True, index=True),
    CheckConstraint("follower_id <> followed_id", name="no_self_follow"),
)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    following: Mapped[list["User"]] = relationship(
        secondary=follow,
        primaryjoin=lambda: User.id == follow.c.follower_id,
        secondaryjoin=lambda: User.id == follow.c.followed_id,
        back_populates="followers",
        order_by=lambda: User.name,
    )
    followers: Mapped[list["User"]] = relationship(
        secondary=follow,
        primaryjoin=lambda: User.id == follow.c.followed_id,
        secondaryjoin=lambda: User.id == follow.c.follower_id,
        back_populates="following",
        order_by=lambda: User.name,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:follow]
with Session(engine) as session:
    mina, joon, sora = User(name="Mina"), User(name="Joon"), User(name="Sora")
    session.add_all([mina, joon, sora])
    mina.following.append(joon)
    print("followers of Joon:", [user.name for user in joon.followers])
    session.commit()
# --8<-- [end:follow]

with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    sora = session.scalars(select(User).where(User.name == "Sora")).one()
    mina.following.append(sora)
    session.commit()
    mina.followers.append(sora)
    session.commit()

# --8<-- [start:check]
with Session(engine) as session:
    for user in session.scalars(select(User).order_by(User.id)):
        print(user.name, "follows", [other.name for other in user.following])
        print(user.name, "is followed by", [other.name for other in user.followers])
# --8<-- [end:check]

# --8<-- [start:unfollow]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    mina.following.remove(joon)
    print("followers of Joon:", [user.name for user in joon.followers])
    session.commit()
# --8<-- [end:unfollow]

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    session.delete(mina)
    session.commit()
    print("follow rows:", session.execute(select(follow)).all())
# --8<-- [end:delete]
