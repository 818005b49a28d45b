# at: deleting/bulk#bulk
# en: It loads no objects, applies no `cascade` and deletes no children: what becomes of the project rows is decided by
#     `ON DELETE` on the foreign key.
# ko: 객체를 읽지 않고, `cascade`를 적용하지 않고, 자식을 지우지 않습니다. 프로젝트 행이 어떻게 될지는 외래 키의 `ON
#     DELETE`가 정합니다.
# at: deleting/bulk#on-delete
# en: With the checks off, nobody touches the project rows, and their `user_id` is still the id of a deleted user.
# ko: 검사를 끄면 아무도 프로젝트 행에 손대지 않고, `user_id`에는 지워진 사용자의 id가 그대로 남습니다.
# vary: cascade = "save-update, merge", "all, delete-orphan"
# vary: ondelete = None, "CASCADE", "SET NULL"
# vary: state = "unread", "read"
from sqlalchemy import ForeignKey, String, create_engine, delete, event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

cascade = "save-update, merge"
ondelete = None
state = "unread"


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
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete=ondelete))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(id=1), Project(id=2)]))
    session.add(User(id=2, name="Joon", projects=[Project(id=3)]))
    session.commit()

with engine.connect() as connection:
    checked = connection.dialect.name != "sqlite" or connection.scalar(text("PRAGMA foreign_keys")) == 1

sent, refused = [], False
with Session(engine) as session:
    if state == "read":
        assert len(session.get(User, 1).projects) == 2

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, context, executemany):
        sent.append(statement.split()[0])

    try:
        session.execute(delete(User).where(User.name == "Mina"))
        session.commit()
    except IntegrityError as error:
        refused = "foreign key" in str(error).lower()

assert sent == ["DELETE"]
with Session(engine) as session:
    rows = session.execute(select(Project.id, Project.user_id).order_by(Project.id)).all()
    left = {None: [(1, 1), (2, 1)], "CASCADE": [], "SET NULL": [(1, None), (2, None)]}
    assert refused == (checked and ondelete is None)
    assert rows == [*left[ondelete if checked else None], (3, 2)]
