from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
friendship = Table(
    "friendship",
    Base.metadata,
    Column("low_id", ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "high_id",
        ForeignKey("user_account.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    CheckConstraint("low_id < high_id", name="low_before_high"),
)
both_ways = union_all(
    select(friendship.c.low_id.label("user_id"), friendship.c.high_id.label("friend_id")),
    select(friendship.c.high_id, friendship.c.low_id),
).subquery("both_ways")


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    friends: Mapped[list["User"]] = relationship(
        secondary=both_ways,
        primaryjoin=lambda: User.id == both_ways.c.user_id,
        secondaryjoin=lambda: User.id == both_ways.c.friend_id,
        order_by=lambda: User.name,
        viewonly=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)


# --8<-- [start:befriend]
def pair(a, b):
    return {"low_id": min(a.id, b.id), "high_id": max(a.id, b.id)}


def befriend(session, a, b):
    session.flush()
    session.execute(insert(friendship).values(pair(a, b)))
    session.expire(a, ["friends"])
    session.expire(b, ["friends"])


with Session(engine) as session:
    mina, joon, sora = User(name="Mina"), User(name="Joon"), User(name="Sora")
    session.add_all([mina, joon, sora])
    befriend(session, mina, joon)
    befriend(session, sora, mina)
    session.commit()
    for user in (mina, joon, sora):
        print("friends of", user.name, [friend.name for friend in user.friends])
    print("rows:", session.execute(select(friendship).order_by(friendship.c.high_id)).all())
# --8<-- [end:befriend]


# --8<-- [start:unfriend]
def unfriend(session, a, b):
    session.execute(delete(friendship).filter_by(**pair(a, b)))
    session.expire(a, ["friends"])
    session.expire(b, ["friends"])


with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    unfriend(session, joon, mina)
    session.commit()
    print("friends of Mina:", [friend.name for friend in mina.friends])
# --8<-- [end:unfriend]

# --8<-- [start:append]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    mina.friends.append(joon)
    session.commit()
    print("friends of Mina:", [friend.name for friend in mina.friends])
# --8<-- [end:append]

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    session.delete(mina)
    session.commit()
    print("rows:", session.execute(select(friendship)).all())
# --8<-- [end:delete]
