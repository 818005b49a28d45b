# at: deleting/bulk#update
# en: The session carries the new `user_id` over to the loaded project. It does not touch the relationships that were
#     read, on either side, until the commit expires them.
# ko: 세션은 읽어 들인 프로젝트에 새 `user_id`를 반영합니다. 이미 읽은 관계는 커밋이 만료시킬 때까지 어느 쪽도 건드리지
#     않습니다.
# vary: synchronize_session = "auto", "evaluate", "fetch"
# vary: condition = "the foreign key", "the primary key"
from sqlalchemy import ForeignKey, String, create_engine, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

synchronize_session = "auto"
condition = "the foreign key"


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

with Session(engine) as session:
    mina, joon = session.get(User, 1), session.get(User, 2)
    website, app = mina.projects
    assert len(joon.projects) == 1 and website.user is mina
    where = Project.user_id == 1 if condition == "the foreign key" else Project.id.in_([1, 2])
    statement = update(Project).where(where).values(user_id=2)
    session.execute(statement, execution_options={"synchronize_session": synchronize_session})
    assert (website.user_id, app.user_id) == (2, 2)
    assert website.user is mina and mina.projects == [website, app] and len(joon.projects) == 1
    session.commit()
    assert website.user is joon and mina.projects == [] and len(joon.projects) == 3
