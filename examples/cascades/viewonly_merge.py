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
    open_projects: Mapped[list["Project"]] = relationship(
        primaryjoin="and_(User.id == Project.user_id, ~Project.done)",
        viewonly=True,
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    done: Mapped[bool]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website", done=False)]))
    session.commit()

# --8<-- [start:merge]
print("cascade:", ", ".join(sorted(User.open_projects.property.cascade)) or "nothing")

with Session(engine) as session:
    website = Project(id=1, title="Homepage", done=False)
    blog = Project(title="Blog", done=False)
    session.merge(User(id=1, name="Mina", open_projects=[website, blog]))
    session.commit()

    rows = session.execute(select(Project.title, Project.user_id).order_by(Project.id))
    print("projects:", rows.all())
# --8<-- [end:merge]
