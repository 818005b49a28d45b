# varies: created_at, accessed_at
from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, ForeignKey, String, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    project_name: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String(50))
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


# --8<-- [start:create]
Base.metadata.create_all(engine)
# --8<-- [end:create]

# --8<-- [start:insert]
with Session(engine) as session:
    mina = User(user_name="Mina")
    mina.project = [Project(project_name="Website"), Project(project_name="Mobile app")]
    session.add(mina)
    session.commit()
# --8<-- [end:insert]

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    session.delete(mina)
    session.commit()
    print("users:", session.scalars(select(User.user_name)).all())
    print("projects:", session.execute(select(Project.project_name, Project.user_name)).all())
# --8<-- [end:delete]
