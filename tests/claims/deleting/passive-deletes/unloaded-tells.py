# at: deleting/passive-deletes#counts-as-read
# en: Once everything is flushed, `"projects" in inspect(mina).unloaded` tells it, as in the script.
# ko: 모두 플러시한 뒤라면 스크립트처럼 `"projects" in inspect(mina).unloaded`로 알 수 있습니다.
# at: deleting/passive-deletes#counts-as-read
# en: That the project objects are in the session does not count as reading, nor does reading `project.user`.
#     `Project(user=mina)`, flushed, does not load the collection either.
# ko: 프로젝트 객체가 세션에 있는 것이나 `project.user`를 읽은 것은 컬렉션을 읽은 것으로 치지 않습니다.
#     `Project(user=mina)`를 플러시해도 컬렉션을 읽어 들이지 않습니다.
# vary: done = "nothing", "objects", "project.user", "new project", "lazy", "selectin", "joined", "expired"
from sqlalchemy import ForeignKey, create_engine, inspect, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)

done = "nothing"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(back_populates="user", passive_deletes=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, projects=[Project(id=1), Project(id=2)]))
    session.commit()

options = {"selectin": [selectinload(User.projects)], "joined": [joinedload(User.projects)]}
updated = []
with Session(engine) as session:
    mina = session.scalars(select(User).options(*options.get(done, []))).unique().one()
    if done == "objects":
        assert len(session.scalars(select(Project)).all()) == 2
    elif done == "project.user":
        assert session.get(Project, 1).user is mina
    elif done == "new project":
        session.add(Project(id=3, user=mina))
        session.flush()
    elif done in ("lazy", "expired"):
        assert len(mina.projects) == 2
    if done == "expired":
        session.expire(mina)
    is_read = "projects" not in inspect(mina).unloaded
    assert is_read == (done in ("lazy", "selectin", "joined"))
    session.delete(mina)
    session.flush()
    # What the session took care of has lost its user; the rest was left to the database.
    keys = session.scalars(select(Project.user_id).execution_options(populate_existing=True)).all()
    assert (keys == [None, None]) == is_read
    session.rollback()
