# at: deleting/cascades#merge-part
# en: A collection that was assigned, appended to, or only read before the user was detached replaces the stored one;
#     an empty list does so too.
# ko: 컬렉션을 대입했거나, 프로젝트를 넣었거나, 분리되기 전에 읽기만 했어도 그 컬렉션이 저장된 것을 대신합니다.
# at: deleting/cascades#merge-part
# en: With `delete-orphan`, the same merge deletes the row.
# ko: `delete-orphan`이 있으면 같은 병합이 행을 지웁니다.
# vary: made = "assigned", "empty", "appended", "read", "child names it"
# vary: cascade = "save-update, merge", "all, delete-orphan"
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

made = "assigned"
cascade = "save-update, merge"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade=cascade)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(id=1)]))
    session.commit()

with Session(engine) as session:
    mina = session.get(User, 1)
    if made == "read":
        assert [project.id for project in mina.projects] == [1]
if made != "read":
    mina = User(id=1, name="Mina")
    if made == "assigned":
        mina.projects = [Project(id=1)]
    elif made == "empty":
        mina.projects = []
    elif made == "appended":
        mina.projects.append(Project(id=1))
    elif made == "child names it":
        Project(id=1, user=mina)

with Session(engine) as session:  # somebody else, meanwhile
    session.add(Project(id=2, user_id=1))
    session.commit()

with Session(engine) as session:
    session.merge(mina)
    session.commit()
    rows = session.execute(select(Project.id, Project.user_id).order_by(Project.id)).all()
    stays = [] if made == "empty" else [(1, 1)]
    lost = [(id_, None) for id_ in (1, 2) if (id_, 1) not in stays]
    assert rows == sorted(stays + ([] if "delete-orphan" in cascade else lost))
