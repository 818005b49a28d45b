# at: shapes/one-to-one#replaced-optional
# en: Even if nobody has read `mina.profile`, the session looks for the old profile with a `SELECT` during the flush. Its
#     `UPDATE` is sent before the `INSERT`, so `UNIQUE` is not violated. Setting `user=mina` on the profile's side sends the
#     same statements.
# ko: `mina.profile`을 읽은 적이 없어도 세션은 플러시할 때 이전 프로필을 `SELECT`로 찾습니다. 이 `UPDATE`는 `INSERT`보다
#     먼저 나가므로 `UNIQUE`에 걸리지 않습니다. 프로필 쪽에서 `user=mina`로 넣어도 보내는 SQL 문이 같습니다.
# vary: state = "unread", "read", "expired"
# vary: side = "user", "profile"
# vary: cascade = "save-update, merge", "all"
from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

state = "unread"
side = "user"
cascade = "save-update, merge"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped["Profile | None"] = relationship(back_populates="user", cascade=cascade)


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), unique=True)
    user: Mapped["User | None"] = relationship(back_populates="profile")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, profile=Profile(id=1)))
    session.commit()

sent = []
with Session(engine) as session:
    mina = session.get(User, 1)
    if state != "unread":
        assert mina.profile.id == 1
    if state == "expired":
        session.expire(mina, ["profile"])
    event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
    new = Profile(id=2)
    session.add(new)
    if side == "user":
        mina.profile = new
    else:
        new.user = mina
    session.commit()
    assert [verb for verb in sent if verb != "SELECT"] == ["UPDATE", "INSERT"]
    assert ("SELECT" in sent) == (state != "read")
    rows = session.execute(select(Profile.id, Profile.user_id).order_by(Profile.id)).all()
    assert rows == [(1, None), (2, 1)]
