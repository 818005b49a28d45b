# at: shapes/one-to-one#shared-primary-key-without-cascade
# en: So the session raises the error before it sends a change to `profile`.
# ko: 그래서 `profile`에 변경을 보내기 전에 오류를 냅니다.
# vary: renamed = False, True
# vary: given = "a new profile", "None"
from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

renamed = False
given = "a new profile"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    profile: Mapped["Profile | None"] = relationship(back_populates="user")


class Profile(Base):
    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    user: Mapped["User"] = relationship(back_populates="profile")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", profile=Profile()))
    session.commit()

changed = []


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    if not statement.startswith("SELECT"):
        changed.append(statement.split(" SET")[0])


message = ""
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    if renamed:
        mina.name = "Mina Lee"
    mina.profile = Profile() if given == "a new profile" else None
    try:
        session.commit()
    except AssertionError as error:
        message = str(error)

assert "tried to blank-out primary key column 'profile.user_id'" in message
assert changed == (["UPDATE user_account"] if renamed else [])
