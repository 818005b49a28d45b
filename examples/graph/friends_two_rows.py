from sqlalchemy import Column, ForeignKey, String, Table, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
friendship = Table(
    "friendship",
    Base.metadata,
    Column("user_id", ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "friend_id",
        ForeignKey("user_account.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    friends: Mapped[list["User"]] = relationship(
        secondary=friendship,
        primaryjoin=lambda: User.id == friendship.c.user_id,
        secondaryjoin=lambda: User.id == friendship.c.friend_id,
        order_by=lambda: User.name,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


# --8<-- [start:befriend]
def befriend(session, a, b):
    a.friends.append(b)
    session.flush()  # so that the two rows are written in this order
    b.friends.append(a)


with Session(engine) as session:
    mina, joon, sora = User(name="Mina"), User(name="Joon"), User(name="Sora")
    session.add_all([mina, joon, sora])
    befriend(session, mina, joon)
    session.commit()
    print("rows:", session.execute(select(friendship).order_by(friendship.c.user_id)).all())
# --8<-- [end:befriend]

# --8<-- [start:half]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    sora = session.scalars(select(User).where(User.name == "Sora")).one()
    mina.friends.append(sora)
    session.commit()
    print("friends of Mina:", [friend.name for friend in mina.friends])
    print("friends of Sora:", [friend.name for friend in sora.friends])
# --8<-- [end:half]

# --8<-- [start:halves]
with Session(engine) as session:
    back = friendship.alias("back")
    answered = select(back).where(
        back.c.user_id == friendship.c.friend_id, back.c.friend_id == friendship.c.user_id
    )
    print("halves:", session.execute(select(friendship).where(~answered.exists())).all())
# --8<-- [end:halves]
