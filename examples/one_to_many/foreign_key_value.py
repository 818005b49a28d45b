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

with Session(engine) as session:
    session.add_all([User(id=1, name="Mina"), User(id=2, name="Joon")])
    session.commit()

# --8<-- [start:add]
with Session(engine) as session:
    mina = session.get(User, 1)
    print("read:", [project.title for project in mina.projects])

    website = Project(title="Website", user_id=mina.id)
    session.add(website)
    print("before the flush, user:", website.user)
    session.flush()
    print("after the flush, user:", website.user.name)
    print("after the flush, projects:", [project.title for project in mina.projects])
    session.commit()
    print("after the commit, projects:", [project.title for project in mina.projects])
# --8<-- [end:add]

# --8<-- [start:change]
with Session(engine) as session:
    website = session.scalars(select(Project)).one()
    print("read:", website.user.name)
    website.user_id = 2
    session.flush()
    print("after the flush:", website.user_id, website.user.name)
    session.expire(website, ["user"])
    print("after expire:", website.user_id, website.user.name)
    session.commit()
# --8<-- [end:change]

# --8<-- [start:both]
with Session(engine) as session:
    mina = session.get(User, 1)
    session.add(Project(title="Mobile app", user=mina, user_id=2))
    session.commit()
    rows = session.execute(select(Project.title, Project.user_id).order_by(Project.id))
    print("rows:", rows.all())
# --8<-- [end:both]
