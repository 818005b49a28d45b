from sqlalchemy import Column, ForeignKey, String, Table, create_engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, mapped_column, relationship


class Base(DeclarativeBase):
    pass


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


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    mina, joon, sora = User(name="Mina"), User(name="Joon"), User(name="Sora")
    hana, taeho = User(name="Hana"), User(name="Taeho")
    session.add_all([mina, joon, sora, hana, taeho])
    session.flush()
    who_follows_whom = [(mina, joon), (mina, sora), (joon, sora), (joon, hana)]
    who_follows_whom += [(sora, mina), (sora, hana), (sora, taeho)]
    rows = [{"follower_id": a.id, "followed_id": b.id} for a, b in who_follows_whom]
    session.execute(insert(follow), rows)
    session.commit()

# --8<-- [start:join]
with Session(engine) as session:
    followed = aliased(User)
    pairs = select(User.name, followed.name).join(User.following.of_type(followed))
    for row in session.execute(pairs.order_by(User.name, followed.name)):
        print("pair:", tuple(row))
# --8<-- [end:join]

# --8<-- [start:mutual]
with Session(engine) as session:
    back = follow.alias("back")
    mutual = (
        select(User.name)
        .join(follow, User.id == follow.c.follower_id)
        .join(
            back,
            (back.c.follower_id == follow.c.followed_id)
            & (back.c.followed_id == follow.c.follower_id),
        )
    )
    print("follow each other:", session.scalars(mutual.order_by(User.name)).all())
# --8<-- [end:mutual]

# --8<-- [start:suggest]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    step_1, step_2 = follow.alias("step_1"), follow.alias("step_2")
    already = select(follow.c.followed_id).where(follow.c.follower_id == mina.id)
    suggestions = (
        select(User.name, func.count().label("through"))
        .join(step_2, step_2.c.followed_id == User.id)
        .join(step_1, step_1.c.followed_id == step_2.c.follower_id)
        .where(step_1.c.follower_id == mina.id)
        .where(User.id != mina.id, User.id.not_in(already))
        .group_by(User.id, User.name)
        .order_by(func.count().desc(), User.name)
    )
    for row in session.execute(suggestions):
        print("suggestion:", tuple(row))
# --8<-- [end:suggest]
