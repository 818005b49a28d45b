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

# --8<-- [start:read_first]
with Session(engine) as session:
    mina, joon = session.scalars(select(User).order_by(User.id)).all()
    website = mina.projects[0]
    print("Joon's projects:", joon.projects)
    mina.projects.remove(website)
    joon.projects.append(website)
    session.commit()
    print("Joon's projects:", [project.title for project in joon.projects])
# --8<-- [end:read_first]

# --8<-- [start:too_late]
with Session(engine) as session:
    mina, joon = session.scalars(select(User).order_by(User.id)).all()
    website = joon.projects[0]
    mina.projects.append(website)
    try:
        joon.projects.remove(website)
    except ValueError as error:
        print("ValueError:", error)
# --8<-- [end:too_late]
