# at: deleting/bulk#rowcount
# en: The project rows that `ON DELETE CASCADE` deletes are not in it, on any of the three databases.
# ko: `ON DELETE CASCADE`가 지운 프로젝트 행은 세 데이터베이스 어디에서도 들어 있지 않습니다.
# at: deleting/bulk#returning
# en: It returns rows of `user_account` only. The project rows that the database deleted along with them are not among them.
# ko: `user_account`의 행만 돌려줍니다. 데이터베이스가 함께 지운 프로젝트 행은 들어 있지 않습니다.
# databases: sqlite, postgresql, mariadb
# vary: users = 1, 2
# vary: asked = "rowcount", "returning"
from sqlalchemy import ForeignKey, String, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

users = 1
asked = "rowcount"


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
    statement = delete(User).where(User.id <= users)
    if asked == "rowcount":
        assert session.execute(statement, execution_options={"synchronize_session": False}).rowcount == users
    else:
        rows = session.execute(statement.returning(User.id)).all()
        assert sorted(rows) == [(number + 1,) for number in range(users)]
    assert session.scalars(select(Project.id)).all() == ([3] if users == 1 else [])
