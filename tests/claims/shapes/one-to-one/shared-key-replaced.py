# at: shapes/one-to-one#shared-primary-key
# en: The row to delete and the row to insert have the same primary key, and the session turns `DELETE` and `INSERT` into one
#     `UPDATE`.
# ko: 지울 행과 넣을 행의 기본 키가 같으므로 세션이 `DELETE`와 `INSERT`를 `UPDATE` 하나로 바꿉니다.
# at: shapes/one-to-one#shared-primary-key
# en: Columns that are not set on the new object keep the old row's value, also those with a `default`.
# ko: 새 객체에 적지 않은 컬럼은 `default`가 있어도 이전 행의 값 그대로입니다.
# vary: default = None, "python", "server"
# vary: website = "not set", "None", "new"
from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

default = None
website = "not set"
OPTIONS = {None: {}, "python": {"default": "none"}, "server": {"server_default": "none"}}


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    profile: Mapped["Profile | None"] = relationship(cascade="all, delete-orphan")


class Profile(Base):
    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    website: Mapped[str | None] = mapped_column(String(50), **OPTIONS[default])


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, profile=Profile(bio="Draws", website="old")))
    session.commit()

sent = []
event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
with Session(engine) as session:
    given = {"not set": {}, "None": {"website": None}, "new": {"website": "new"}}
    session.get(User, 1).profile = Profile(bio="Bakes", **given[website])
    session.commit()
    assert [verb for verb in sent if verb != "SELECT"] == ["UPDATE"]
    row = session.execute(select(Profile.bio, Profile.website)).one()
    assert row == ("Bakes", {"not set": "old", "None": None, "new": "new"}[website])
