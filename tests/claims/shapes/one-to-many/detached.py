# at: shapes/one-to-many#detached
# en: Raised when a collection that was not read yet, or that a commit has expired, is read after the session is closed.
# ko: 세션을 닫은 다음, 아직 읽지 않았거나 커밋으로 만료된 컬렉션을 읽으면 나는 오류입니다.
# vary: state = "unread", "read", "read, then committed", "selectin"
# vary: expire_on_commit = True, False
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload
from sqlalchemy.orm.exc import DetachedInstanceError

state = "unread"
expire_on_commit = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship()


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, projects=[Project()]))
    session.commit()

with Session(engine, expire_on_commit=expire_on_commit) as session:
    options = [selectinload(User.projects)] if state == "selectin" else []
    mina = session.scalars(select(User).options(*options)).one()
    if state.startswith("read"):
        assert len(mina.projects) == 1
    if state == "read, then committed":
        session.commit()

raised = False
try:
    assert len(mina.projects) == 1
except DetachedInstanceError:
    raised = True
assert raised == (state == "unread" or (state == "read, then committed" and expire_on_commit))
