# raises: IntegrityError on sqlite, postgresql
# raises: OperationalError on mariadb
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    String,
    Table,
    create_engine,
    insert,
    select,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


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


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:insert]
with Session(engine) as session:
    mina, joon = User(name="Mina"), User(name="Joon")
    session.add_all([mina, joon])
    session.flush()
    session.execute(insert(friendship).values(low_id=joon.id, high_id=mina.id))
# --8<-- [end:insert]
