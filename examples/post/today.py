# varies: created_at, updated_at, accessed_at
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


# --8<-- [start:models]
class Base(DeclarativeBase):
    type_annotation_map = {str: String(50), datetime: DateTime(timezone=True)}


class Timestamps:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class User(Timestamps, Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    accessed_at: Mapped[datetime | None]  # written by the application, see below
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Timestamps, Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_name: Mapped[str]
    description: Mapped[str | None]
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
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

# --8<-- [start:insert]
with Session(engine) as session:
    session.add(
        User(
            user_name="Mina",
            projects=[Project(project_name="Website"), Project(project_name="Mobile app")],
        )
    )
    session.commit()
# --8<-- [end:insert]

# --8<-- [start:rename]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    mina.user_name = "Mina Kim"
    session.commit()
    print("a project's user:", session.scalars(select(Project)).first().user.user_name)
# --8<-- [end:rename]

# --8<-- [start:access]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    print("accessed before:", mina.accessed_at is not None)
    mina.accessed_at = func.now()
    mina.updated_at = User.updated_at  # an access is no change
    session.commit()
    print("accessed now:", mina.accessed_at is not None)
# --8<-- [end:access]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.scalars(select(User)).one())
    session.commit()
    print("users:", session.scalars(select(User.user_name)).all())
    print("projects:", session.scalars(select(Project.project_name)).all())
# --8<-- [end:delete]
