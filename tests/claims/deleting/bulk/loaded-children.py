# at: deleting/bulk#children
# en: A `SELECT` does not return the row any more. The object is still there, with its old values, and `session.get()`
#     returns it without asking the database. Only after the commit, which expires it, does reading it raise the error.
#     With `expire_on_commit=False` that does not happen either.
# ko: `SELECT`는 이 행을 더는 돌려주지 않습니다. 객체는 예전 값을 가진 채 그대로 있고, `session.get()`은 데이터베이스에
#     묻지 않고 그것을 돌려줍니다. 커밋이 객체를 만료시킨 뒤에야, 읽을 때 오류가 납니다. `expire_on_commit=False`이면
#     그때도 나지 않습니다.
# databases: sqlite, postgresql, mariadb
# vary: expire_on_commit = True, False
# vary: synchronize_session = "auto", "fetch", "evaluate", False
from sqlalchemy import ForeignKey, String, create_engine, delete, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.exc import ObjectDeletedError

expire_on_commit = True
synchronize_session = "auto"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(id=1), Project(id=2)]))
    session.add(User(id=2, name="Joon", projects=[Project(id=3)]))
    session.commit()

sent = []
with Session(engine, expire_on_commit=expire_on_commit) as session:
    website = session.get(Project, 1)
    statement = delete(User).where(User.name == "Mina")
    session.execute(statement, execution_options={"synchronize_session": synchronize_session})
    assert session.scalars(select(Project.id)).all() == [3]

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, context, executemany):
        sent.append(statement)

    assert session.get(Project, 1) is website
    assert (website.id, website.user_id, sent) == (1, 1, [])
    session.commit()
    raised = False
    try:
        assert website.user_id == 1
    except ObjectDeletedError:
        raised = True
    assert raised == expire_on_commit
