from sqlalchemy import ForeignKey, String, create_engine, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:models]
def models(lazy):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        projects: Mapped[list["Project"]] = relationship(lazy=lazy, passive_deletes=True)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))

    return Base, User, Project


# --8<-- [end:models]
# --8<-- [start:cases]
def committed(session, mina):
    session.commit()
    mina.name


def refreshed(session, mina):
    session.refresh(mina)


def collection_expired(session, mina):
    session.expire(mina, ["projects"])
    mina.name


def attempt(case, lazy="select", option=False):
    Base, User, Project = models(lazy)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(name="Mina", projects=[Project(title="Website")]))
        session.commit()
        session.expunge_all()

        query = select(User).options(selectinload(User.projects)) if option else select(User)
        mina = session.scalars(query).unique().one()
        mina.projects
        case(session, mina)
        read = "projects" not in inspect(mina).unloaded
        session.delete(mina)
        session.commit()
        rows = session.execute(select(Project.title, Project.user_id)).all()
    Base.metadata.drop_all(engine)
    return f"{'read' if read else 'unread'}, rows left {rows}"


for case in (committed, refreshed, collection_expired):
    print(f"{case.__name__}, lazy loading:", attempt(case))
    print(f"{case.__name__}, selectinload():", attempt(case, option=True))
    print(f'{case.__name__}, lazy="selectin":', attempt(case, lazy="selectin"))
    print(f'{case.__name__}, lazy="joined":', attempt(case, lazy="joined"))
# --8<-- [end:cases]
