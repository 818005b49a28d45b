# at: shapes/one-to-one#add
# en: So the first read of `user.profile` sends one `SELECT` for each user, those without a profile included.
# ko: 그래서 `user.profile`을 처음 읽을 때 사용자마다 `SELECT`가 하나씩 나가고, 프로필이 없는 사용자도 예외가 아닙니다.
# at: shapes/one-to-one#add
# en: To read several users, let `joinedload()` put all of it into one `SELECT`.
# ko: 여러 사용자를 읽을 때는 `joinedload()`로 `SELECT` 하나에 담습니다.
# vary: loader = "select", "joined"
# vary: users = 1, 7
from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

loader = "select"
users = 1


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped["Profile | None"] = relationship(back_populates="user")


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), unique=True)
    user: Mapped["User | None"] = relationship(back_populates="profile")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([User(id=1, profile=Profile()), *(User(id=number) for number in range(2, users + 1))])
    session.commit()

sent = []
event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
with Session(engine) as session:
    options = [joinedload(User.profile)] if loader == "joined" else []
    found = session.scalars(select(User).options(*options).order_by(User.id)).all()
    for _ in range(2):
        assert [user.profile is not None for user in found] == [True] + [False] * (users - 1)
    assert sent == ["SELECT"] * (1 if loader == "joined" else 1 + users)
