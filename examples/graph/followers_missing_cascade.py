from sqlalchemy import Column, ForeignKey, String, Table, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
follow = Table(
    "follow",
    Base.metadata,
    Column("follower_id", ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "followed_id",
        ForeignKey("user_account.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    following: Mapped[list["User"]] = relationship(
        secondary=follow,
        primaryjoin=lambda: User.id == follow.c.follower_id,
        secondaryjoin=lambda: User.id == follow.c.followed_id,
        order_by=lambda: User.name,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    mina, joon, sora = User(name="Mina"), User(name="Joon"), User(name="Sora")
    session.add_all([mina, joon, sora])
    for follower, followed in [(mina, joon), (mina, sora), (sora, mina)]:
        follower.following.append(followed)
        session.flush()
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    session.delete(mina)
    session.commit()
    print("follow rows:", session.execute(select(follow)).all())
# --8<-- [end:delete]
