# at: shapes/one-to-one#uselist
# en: A relationship declared as `profile = relationship("Profile", …)`, without `Mapped[…]`, is a list if the foreign key is
#     on the other side, `UNIQUE` or not.
# ko: `Mapped[…]` 없이 `profile = relationship("Profile", …)`로 선언한 관계는, 외래 키가 상대 쪽에 있으면 목록입니다.
#     `UNIQUE`가 있어도 그렇습니다.
# at: shapes/one-to-one#uselist
# en: The same goes for the other side of a `backref`: as a string it makes a list, as `backref("profile", uselist=False)` a
#     scalar.
# ko: `backref`로 만든 반대쪽도 마찬가지입니다. 문자열만 적으면 목록이 되고, `backref("profile", uselist=False)`이면
#     스칼라입니다.
# databases: sqlite
# vary: declared = "plain", "uselist=False", "Mapped", "backref string", "backref()"
# vary: unique = True, False
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    backref,
    configure_mappers,
    mapped_column,
    relationship,
)

declared = "plain"
unique = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    if declared == "plain":
        profile = relationship("Profile")
    elif declared == "uselist=False":
        profile = relationship("Profile", uselist=False)
    elif declared == "Mapped":
        profile: Mapped["Profile | None"] = relationship()


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), unique=unique)
    if declared == "backref string":
        user = relationship("User", backref="profile")
    elif declared == "backref()":
        user = relationship("User", backref=backref("profile", uselist=False))


configure_mappers()
is_list = declared in ("plain", "backref string")
assert User.profile.property.uselist == is_list
assert isinstance(User().profile, list) == is_list
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
error = ""
try:
    with Session(engine) as session:
        session.add(User(profile=Profile()))
        session.commit()
except TypeError as raised:
    error = str(raised)
assert error == ("Incompatible collection type: Profile is not list-like" if is_list else "")
