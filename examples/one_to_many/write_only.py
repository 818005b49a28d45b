from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    WriteOnlyMapped,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: WriteOnlyMapped["Project"] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.commit()

    mina = session.scalars(select(User)).one()
    mina.projects.add(Project(title="Newsletter"))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    statement = mina.projects.select().order_by(Project.title).limit(2)
    print("first two:", [project.title for project in session.scalars(statement)])
# --8<-- [end:read]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.scalars(select(User)).one())
    session.commit()
    print("projects:", session.scalars(select(Project.title)).all())
# --8<-- [end:delete]
