# at: shapes/one-to-many#insert-order
# en: So `user_id` is `None` before the flush and `1` after it. No `UPDATE` follows to fill in the foreign key.
# ko: 그래서 플러시 전에는 `user_id`가 `None`이고 플러시 뒤에는 `1`입니다. 외래 키를 채우려고 따로 보내는 `UPDATE`는
#     없습니다.
# at: shapes/one-to-many#one-side
# en: Here too, the session sends `INSERT` with the `user_id` in it; it does not insert `NULL` and `UPDATE` it later. So
#     this works with a `NOT NULL` foreign key.
# ko: 세션은 여기서도 `user_id`를 넣어 `INSERT`하며, `NULL`로 넣었다가 `UPDATE`하지 않습니다. 그래서 `NOT NULL`인 외래
#     키로도 됩니다.
# vary: declared = "both", "User only", "Project only"
# vary: nullable = True, False
# vary: added = "user", "projects"
from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

declared = "both"
nullable = True
added = "user"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    if declared != "Project only":
        projects: Mapped[list["Project"]] = relationship(
            back_populates="user" if declared == "both" else None
        )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), nullable=nullable)
    if declared != "User only":
        user: Mapped["User"] = relationship(back_populates="projects" if declared == "both" else None)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
sent = []
event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[:3]))

with Session(engine) as session:
    projects = [Project(), Project()]
    if declared == "Project only":
        mina = User()
        for project in projects:
            project.user = mina
    else:
        mina = User(projects=projects)
    session.add_all([mina] if added == "user" and declared != "Project only" else [mina, *projects])
    assert sent == [] and [project.user_id for project in projects] == [None, None]
    session.flush()
    assert [project.user_id for project in projects] == [1, 1]
    tables = [table for verb, _, table in sent if verb == "INSERT"]
    assert len(tables) == len(sent) and tables[0] == "user_account" and set(tables[1:]) == {"project"}
