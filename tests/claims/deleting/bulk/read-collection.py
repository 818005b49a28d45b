# at: deleting/bulk#collection
# en: `Website` is not in the session any more, but the session does not take it out of `mina.projects`.
# ko: `Website`는 더는 세션에 없지만, 세션은 그것을 `mina.projects`에서 빼지 않습니다.
# vary: synchronize_session = "auto", "evaluate", "fetch"
# vary: loader = "select", "selectin", "joined"
from sqlalchemy import ForeignKey, String, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

synchronize_session = "auto"
loader = "select"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", lazy=loader)


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
    mina = session.scalars(select(User).where(User.id == 1)).unique().one()
    website, app = mina.projects
    where = Project.id == website.id
    session.execute(
        delete(Project).where(where), execution_options={"synchronize_session": synchronize_session}
    )
    assert website not in session and app in session
    assert mina.projects == [website, app]
    session.expire(mina, ["projects"])
    assert mina.projects == [app]
