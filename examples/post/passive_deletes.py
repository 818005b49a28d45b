from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_name: Mapped[str] = mapped_column(String(50))
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(
        backref=backref("project", passive_deletes=True)
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


Base.metadata.create_all(engine)

with Session(engine) as session:
    for name, titles in [("Mina", ["Website", "Mobile app"]), ("Joon", ["Newsletter"])]:
        user = User(user_name=name)
        user.project = [Project(project_name=title) for title in titles]
        session.add(user)
        session.flush()  # Mina gets the first id
    session.commit()

# --8<-- [start:delete_project]
with Session(engine) as session:
    session.delete(session.scalars(select(Project).where(Project.project_name == "Website")).one())
    session.commit()
    print("users:", session.scalars(select(User.user_name).order_by(User.id)).all())
    print("projects:", session.scalars(select(Project.project_name).order_by(Project.id)).all())
# --8<-- [end:delete_project]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.scalars(select(User).where(User.user_name == "Mina")).one())
    session.commit()
# --8<-- [end:delete]

# --8<-- [start:delete_read]
with Session(engine) as session:
    joon = session.scalars(select(User).where(User.user_name == "Joon")).one()
    print("read:", [project.project_name for project in joon.project])
    session.delete(joon)
    session.commit()
# --8<-- [end:delete_read]

# --8<-- [start:check]
with Session(engine) as session:
    print("users:", session.scalars(select(User.user_name)).all())
    for project in session.scalars(select(Project)):
        print("project:", project.project_name, "| user_name:", project.user_name)
# --8<-- [end:check]
