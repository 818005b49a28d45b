# at: post#names
# en: The settings inside `backref(…)` are those of C, not of A.
# ko: `backref(…)` 안의 설정은 A가 아니라 C의 것입니다.
# at: post#names
# en: And with its `cascade` moved out of `backref(…)`, the line may stand in the parent class; then A is the list, and
#     the cascade is A's:
# ko: 그리고 `cascade`를 `backref(…)` 밖으로 옮기면 이 줄을 부모 클래스에 적어도 됩니다. 그러면 A가 목록이고,
#     캐스케이드는 A의 것입니다.
# vary: declared = "in the child", "in the parent, moved out", "in the parent, unchanged"
# vary: state = "unread", "read"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship

declared = "in the child"
state = "unread"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    if declared == "in the parent, moved out":
        projects = relationship("Project", cascade="all", backref=backref("user"))
    elif declared == "in the parent, unchanged":
        projects = relationship("Project", backref=backref("user", cascade="all"))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    if declared == "in the child":
        user = relationship("User", backref=backref("projects", cascade="all"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
Base.registry.configure()

with Session(engine) as session:
    session.add(User(id=1, projects=[Project(id=1), Project(id=2)]))
    session.commit()

with Session(engine) as session:
    project = session.get(Project, 1)
    if state == "read":
        assert len(project.user.projects) == 2
    session.delete(project)
    session.commit()
    left = (session.scalars(select(User.id)).all(), session.scalars(select(Project.user_id)).all())
    assert left == (([], [None]) if declared == "in the parent, unchanged" else ([1], [1]))

if declared != "in the parent, unchanged":
    with Session(engine) as session:
        session.delete(session.get(User, 1))
        session.commit()
        assert session.scalars(select(Project.id)).all() == []
