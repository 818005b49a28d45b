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
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina"))
    session.commit()

# --8<-- [start:pending]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    blog = Project(title="Blog")
    mina.projects.append(blog)
    print("in the session after append():", blog in session)
    mina.projects.remove(blog)
    print("in the session after remove():", blog in session)
    session.commit()
    print("projects:", session.execute(select(Project.title, Project.user_id)).all())
# --8<-- [end:pending]

# --8<-- [start:never]
with Session(engine) as session:
    session.add(Project(title="Podcast"))
    session.commit()
    print("projects:", session.execute(select(Project.title, Project.user_id)).all())
# --8<-- [end:never]
