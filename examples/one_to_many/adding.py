from sqlalchemy import ForeignKey, String, create_engine, select
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

# --8<-- [start:constructor]
with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website")]))
    session.commit()
# --8<-- [end:constructor]

# --8<-- [start:collection]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    mina.projects.append(Project(title="Mobile app"))
    session.commit()
# --8<-- [end:collection]

# --8<-- [start:scalar]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    session.add(Project(title="Newsletter", user=mina))
    session.commit()
# --8<-- [end:scalar]

# --8<-- [start:check]
with Session(engine) as session:
    for project in session.scalars(select(Project).order_by(Project.id)):
        print("project:", project.title, "of", project.user.name)
# --8<-- [end:check]
