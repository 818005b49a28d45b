from sqlalchemy import ForeignKey, String, create_engine, event, select
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
    changed_by: Mapped[str] = mapped_column(String(50), default="INSERT", onupdate="UPDATE")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.add(User(name="Joon", projects=[Project(title="Newsletter")]))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    mina, joon = session.scalars(select(User).order_by(User.id)).all()
    joon.projects
    session.delete(mina)
    session.delete(joon)
    session.commit()

    for project in session.scalars(select(Project).order_by(Project.id)):
        print(f"{project.title}: user_id {project.user_id}, changed_by {project.changed_by}")
# --8<-- [end:delete]
