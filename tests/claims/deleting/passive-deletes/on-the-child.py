# at: deleting/passive-deletes#wrong-side
# en: Without a `delete` cascade there, the session sends the same statements as without the setting.
# ko: 거기에 `delete` 캐스케이드가 없으면 세션은 설정이 없을 때와 같은 SQL 문을 보냅니다.
# vary: action = "delete the user", "delete the project", "leave the user"
# vary: state = "unread", "read"
# vary: cascade = "save-update, merge", "save-update"
import warnings

from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import Mapped, Session, declarative_base, mapped_column, relationship

action = "delete the user"
state = "unread"
cascade = "save-update, merge"


def statements(**setting):
    base = declarative_base()

    class User(base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(back_populates="user")

    class Project(base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
        user: Mapped["User | None"] = relationship(back_populates="projects", cascade=cascade, **setting)

    sent = []
    engine = create_engine("sqlite://")
    base.metadata.drop_all(engine)
    base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(id=1, projects=[Project(id=1), Project(id=2)]))
        session.commit()

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, context, executemany):
        sent.append(statement)

    with Session(engine) as session:
        website = session.get(Project, 1)
        user = session.get(User, 1) if state == "unread" else website.user
        if state == "read":
            assert len(user.projects) == 2
        if action == "delete the user":
            session.delete(user)
        elif action == "delete the project":
            session.delete(website)
        else:
            website.user = None
        session.commit()
    engine.dispose()
    return sent


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    without, with_setting = statements(), statements(passive_deletes=True)

assert with_setting == without and len(without) > 2
assert [w for w in caught if "passive_deletes" in str(w.message)] == []
