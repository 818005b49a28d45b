from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)
    project: Mapped[list["Project"]] = relationship(cascade="all, delete", back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_name: Mapped[str] = mapped_column(String(50))
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
    user: Mapped["User | None"] = relationship(back_populates="project")
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
    mina = User(user_name="Mina")
    mina.project = [Project(project_name="Website"), Project(project_name="Mobile app")]
    session.add(mina)
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    website = session.scalars(select(Project).where(Project.project_name == "Website")).one()
    session.delete(website)
    session.commit()
    print("users:", session.scalars(select(User.user_name)).all())
    print("projects:", session.execute(select(Project.project_name, Project.user_name)).all())
# --8<-- [end:delete]
