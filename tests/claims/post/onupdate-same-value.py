# at: post#onupdate
# en: Assigning the value that has been read already is no change; on an expired object it is one.
# ko: 이미 읽은 값을 대입하는 것은 변경이 아니지만, 만료된 객체에서는 변경입니다.
# vary: state = "read", "expired", "committed"
# vary: expire_on_commit = True, False
from datetime import datetime

from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

state = "read"
expire_on_commit = True
OLD, NEW = datetime(2020, 1, 1), datetime(2026, 3, 1)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    accessed_at: Mapped[datetime] = mapped_column(default=OLD, onupdate=lambda: NEW)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina"))
    session.commit()

with Session(engine, expire_on_commit=expire_on_commit) as session:
    mina = session.get(User, 1)
    assert mina.name == "Mina"
    if state == "expired":
        session.expire(mina)
    elif state == "committed":
        session.commit()
    mina.name = "Mina"
    session.commit()

is_expired = state == "expired" or (state == "committed" and expire_on_commit)
with Session(engine) as session:
    assert session.scalars(select(User.accessed_at)).one() == (NEW if is_expired else OLD)
