# at: shapes/one-to-one#nulls
# en: With `user_id` declared as `Mapped[int | None]`, several profiles without a user do not violate `UNIQUE`. The three
#     databases agree.
# ko: `user_id`를 `Mapped[int | None]`으로 선언하면 사용자 없는 프로필이 여럿이어도 `UNIQUE`에 걸리지 않습니다. 세
#     데이터베이스가 같습니다.
# vary: unique = "unique=True", "UniqueConstraint", "Index"
# vary: given = "None", "nothing"
from sqlalchemy import ForeignKey, Index, UniqueConstraint, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

unique = "unique=True"
given = "None"
ARGUMENTS = {
    "unique=True": (),
    "UniqueConstraint": (UniqueConstraint("user_id"),),
    "Index": (Index("one_user", "user_id", unique=True),),
}


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)


class Profile(Base):
    __tablename__ = "profile"
    __table_args__ = ARGUMENTS[unique]

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), unique=True if unique == "unique=True" else None
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1))
    session.flush()
    empty = [Profile(user_id=None) if given == "None" else Profile() for _ in range(3)]
    session.add_all([*empty, Profile(user_id=1)])
    session.commit()
    assert sorted(session.scalars(select(Profile.user_id)).all(), key=bool) == [None, None, None, 1]
    session.add(Profile(user_id=1))
    refused = False
    try:
        session.commit()
    except IntegrityError:
        refused = True
    assert refused
