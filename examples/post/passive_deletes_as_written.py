# varies: created_at, accessed_at
# databases: sqlite
from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, ForeignKey, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_name: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    project_name: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(backref=backref("project", passive_deletes=True))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
Base.metadata.create_all(engine)
# --8<-- [end:create]

# --8<-- [start:insert]
with Session(engine) as session:
    mina, joon = User(user_name="Mina"), User(user_name="Joon")
    mina.project = [Project(project_name="Website"), Project(project_name="Mobile app")]
    joon.project = [Project(project_name="Newsletter")]
    session.add_all([mina, joon])
    session.commit()
# --8<-- [end:insert]

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
    for project in session.scalars(select(Project).order_by(Project.id)):
        print("project:", project.project_name, "| user_name:", project.user_name)
# --8<-- [end:check]
