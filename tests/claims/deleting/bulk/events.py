# at: deleting/bulk#events
# en: `do_orm_execute` of the session is called for each statement that goes through `session.execute()`, before it is sent.
# ko: 세션의 `do_orm_execute`는 `session.execute()`를 거치는 SQL 문마다, 보내기 전에 불립니다.
# at: deleting/bulk#events
# en: The mapper's events are about objects, and a `DELETE` statement has none.
# ko: 매퍼의 이벤트는 객체에 대한 것인데, `DELETE` 문에는 객체가 없습니다.
# databases: sqlite, postgresql, mariadb
# vary: how = "statement", "object"
# vary: loaded = True, False
from sqlalchemy import ForeignKey, String, create_engine, delete, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

how = "statement"
loaded = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", passive_deletes=True)


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

seen = []
event.listen(User, "before_delete", lambda mapper, connection, target: seen.append("before_delete"))
event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: seen.append(sql.split()[0]))

with Session(engine) as session:
    event.listen(session, "do_orm_execute", lambda state: seen.append("do_orm_execute"))
    if loaded or how == "object":
        mina = session.get(User, 1)
    seen.clear()
    if how == "statement":
        session.execute(delete(User).where(User.id == 1))
        assert seen == ["do_orm_execute", "DELETE"]
    else:
        session.delete(mina)
        session.flush()
        assert "before_delete" in seen and "do_orm_execute" not in seen
