from sqlalchemy import ForeignKey, String, create_engine, delete, event, inspect, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", passive_deletes=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

# --8<-- [start:cases]
def nothing(session, mina):
    pass


def collection_read(session, mina):
    mina.projects


def collection_asked_for_its_length(session, mina):
    len(mina.projects)


def joinedload_of_projects(session, mina):
    session.scalars(select(User).options(joinedload(User.projects))).unique().all()


def selectinload_of_projects(session, mina):
    session.scalars(select(User).options(selectinload(User.projects))).all()


def appended_to_collection(session, mina):
    mina.projects.append(Project(title="Newsletter"))
    session.flush()


def project_objects_in_session(session, mina):
    return session.scalars(select(Project)).all()


def project_user_read(session, mina):
    return [project.user for project in session.scalars(select(Project))]


def added_with_user(session, mina):
    session.add(Project(title="Newsletter", user=mina))
    session.flush()


def added_with_user_id(session, mina):
    session.add(Project(title="Newsletter", user_id=mina.id))
    session.flush()


def read_then_committed(session, mina):
    mina.projects
    session.commit()


def read_then_rolled_back(session, mina):
    mina.projects
    session.rollback()


def read_then_expired(session, mina):
    mina.projects
    session.expire(mina, ["projects"])


def read_then_refreshed(session, mina):
    mina.projects
    session.refresh(mina)


# --8<-- [end:cases]
# --8<-- [start:run]
CASES = [
    nothing,
    collection_read,
    collection_asked_for_its_length,
    joinedload_of_projects,
    selectinload_of_projects,
    appended_to_collection,
    project_objects_in_session,
    project_user_read,
    added_with_user,
    added_with_user_id,
    read_then_committed,
    read_then_rolled_back,
    read_then_expired,
    read_then_refreshed,
]

for case in CASES:
    with Session(engine) as session:
        session.add(User(name="Mina", projects=[Project(title="Website")]))
        session.commit()
        mina = session.scalars(select(User)).one()
        kept = case(session, mina)
        read = "projects" not in inspect(mina).unloaded
        session.delete(mina)
        session.commit()
        rows = session.execute(select(Project.title, Project.user_id).order_by(Project.id)).all()
        print(f"{case.__name__}: {'read' if read else 'unread'}, rows left {rows}")
        session.execute(delete(Project))
        session.commit()
# --8<-- [end:run]
