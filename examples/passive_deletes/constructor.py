from sqlalchemy import ForeignKey, String, create_engine, delete, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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
def attempt(case, keep, expire_on_commit=True):
    with Session(engine, expire_on_commit=expire_on_commit) as session:
        mina = User(name="Mina", projects=[Project(title="Website")])
        session.add(mina)
        keep(session)
        read = "projects" not in inspect(mina).unloaded
        session.delete(mina)
        session.commit()
        rows = session.execute(select(Project.title, Project.user_id)).all()
        print(f"{case}: {'read' if read else 'unread'}, rows left {rows}")
        session.execute(delete(Project))
        session.commit()


attempt("flush()", Session.flush)
attempt("commit()", Session.commit)
attempt("commit(), expire_on_commit=False", Session.commit, expire_on_commit=False)
# --8<-- [end:cases]
