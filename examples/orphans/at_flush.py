from sqlalchemy import ForeignKey, String, create_engine, func, select
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

# --8<-- [start:flush]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    website = mina.projects[0]
    mina.projects.remove(website)
    print("in session.deleted:", website in session.deleted)
    with session.no_autoflush:
        print("rows before the flush:", session.scalar(select(func.count(Project.id))))
    print("rows, counted with autoflush:", session.scalar(select(func.count(Project.id))))
    session.rollback()
    print("after a rollback:", [project.title for project in mina.projects])
# --8<-- [end:flush]

# --8<-- [start:put_back]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    website = mina.projects[0]
    mina.projects.remove(website)
    mina.projects.append(website)
    session.commit()
    print("put back before the flush:", [project.title for project in mina.projects])
# --8<-- [end:put_back]
