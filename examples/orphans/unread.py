from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan"
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.add(User(name="Joon"))
    session.commit()

# --8<-- [start:clear]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    mina.projects = []
    session.flush()
    print("= []:", session.scalars(select(Project.title)).all())
    session.rollback()
# --8<-- [end:clear]

# --8<-- [start:del_unread]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    del mina.projects
    session.flush()
    print("del, unread:", session.scalars(select(Project.title)).all())
    session.rollback()
# --8<-- [end:del_unread]

# --8<-- [start:del_read]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    print("read:", [project.title for project in mina.projects])
    del mina.projects
    session.flush()
    print("del, read:", session.scalars(select(Project.title)).all())
    session.rollback()
# --8<-- [end:del_read]
