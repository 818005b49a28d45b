from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


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

# --8<-- [start:move]
with Session(engine) as session:
    mina, joon = session.scalars(select(User).order_by(User.id)).all()
    website = mina.projects[0]
    mina.projects.remove(website)
    try:
        joon.projects.append(website)
    except IntegrityError as error:
        print(str(error).splitlines()[0])
# --8<-- [end:move]

# --8<-- [start:straight]
with Session(engine) as session:
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    website = session.scalars(select(Project).where(Project.title == "Website")).one()
    website.user = joon
    session.commit()
    print("Joon's projects:", [project.title for project in joon.projects])
# --8<-- [end:straight]
