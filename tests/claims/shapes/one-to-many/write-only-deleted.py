# at: shapes/one-to-many#write-only-deleted
# en: Raised when a user is deleted whose `WriteOnlyMapped` relationship has no `passive_deletes`: during the flush, or with
#     a `delete` cascade already by `session.delete()`.
# ko: `passive_deletes` 없이 `WriteOnlyMapped`로 선언한 관계가 있는 사용자를 세션이 지우면, 플러시할 때, `delete`
#     캐스케이드가 있으면 그보다 먼저 `session.delete()`에서 나는 오류입니다.
# at: shapes/one-to-many#write-only
# en: `add()` adds without a `SELECT`; to read, take the statement from `select()`, add conditions and a limit, and execute
#     it.
# ko: `add()`는 `SELECT` 없이 넣고, 읽을 때는 `select()`가 주는 SQL 문에 조건과 개수를 더해 실행합니다.
# vary: passive_deletes = False, True, "all"
# vary: cascade = "save-update, merge", "all, delete-orphan"
from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.exc import ArgumentError, InvalidRequestError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    WriteOnlyMapped,
    configure_mappers,
    mapped_column,
    relationship,
)

passive_deletes = False
cascade = "save-update, merge"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: WriteOnlyMapped["Project"] = relationship(cascade=cascade, passive_deletes=passive_deletes)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))


can_be = not (passive_deletes == "all" and "all" in cascade)
try:
    configure_mappers()
except ArgumentError as error:
    assert not can_be and "passive_deletes" in str(error)

if can_be:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    sent = []
    event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
    with Session(engine) as session:
        mina = User(id=1)
        session.add(mina)
        session.commit()
        sent.clear()
        mina.projects.add(Project(id=1))
        mina.projects.add(Project(id=2))
        assert sent == []
        session.flush()
        assert "SELECT" not in sent[1:] and sent[-1] == "INSERT"
        assert session.scalars(mina.projects.select().where(Project.id > 1)).one().id == 2
        session.commit()
        raised = "nowhere"
        try:
            raised = "session.delete()"
            session.delete(mina)
            raised = "the flush"
            session.flush()
            raised = "nowhere"
        except InvalidRequestError as error:
            assert "User.projects" in str(error)
        if passive_deletes:
            assert raised == "nowhere"
        else:
            assert raised == ("session.delete()" if "all" in cascade else "the flush")
