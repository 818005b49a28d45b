# at: shapes/one-to-many#moving
# en: When `user` is set to the new user, both collections change at once, without a flush, and the flush sends one
#     `UPDATE`. The project has left the first user's collection, but it has a new parent, so `delete-orphan` does not
#     delete it.
# ko: `user`에 새 사용자를 넣으면 두 컬렉션이 플러시 없이 바로 바뀌고, 플러시할 때 `UPDATE` 하나가 나갑니다. 첫 사용자의
#     컬렉션에서 빠졌지만 새 부모가 있으므로 `delete-orphan`은 이 프로젝트를 지우지 않습니다.
# at: shapes/one-to-many#moving
# en: Appending to the new user's collection does the same.
# ko: 새 사용자의 컬렉션에 `append()`해도 같습니다.
# vary: how = "user", "append"
# vary: state = "unread", "read", "expired"
# vary: autoflush = True, False
from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

how = "user"
state = "unread"
autoflush = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade="all, delete-orphan")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([User(id=1, projects=[Project(id=1)]), User(id=2)])
    session.commit()

changed = []


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    if not statement.startswith("SELECT"):
        changed.append(statement.split()[0])


with Session(engine, autoflush=autoflush) as session:
    mina, joon, website = session.get(User, 1), session.get(User, 2), session.get(Project, 1)
    if state != "unread":
        assert (mina.projects, joon.projects) == ([website], [])
    if state == "expired":
        session.expire_all()
    if how == "user":
        website.user = joon
    else:
        joon.projects.append(website)
    if state == "read":
        assert (mina.projects, joon.projects, changed) == ([], [website], [])
    session.commit()
    assert changed == ["UPDATE"]
    assert (mina.projects, joon.projects) == ([], [website])
    assert session.scalars(select(Project.user_id)).all() == [2]
