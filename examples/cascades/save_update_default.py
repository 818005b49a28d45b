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
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    website = Project(title="Website")
    mina = User(name="Mina", projects=[website])
    session.add(mina)
    print("website in the session:", website in session)

    blog = Project(title="Blog")
    mina.projects.append(blog)
    print("blog in the session:", blog in session)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:add_child]
with Session(engine) as session:
    joon = User(name="Joon")
    newsletter = Project(title="Newsletter", user=joon)
    session.add(newsletter)
    print("joon in the session:", joon in session)
    session.commit()
# --8<-- [end:add_child]

# --8<-- [start:assign]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    shop = Project(title="Shop")
    shop.user = mina
    print("shop in the session:", shop in session)
    session.add(shop)
    session.commit()
# --8<-- [end:assign]

# --8<-- [start:check]
with Session(engine) as session:
    print("users:", session.scalars(select(User.name).order_by(User.id)).all())
    rows = session.execute(select(Project.title, Project.user_id).order_by(Project.id))
    print("projects:", rows.all())
# --8<-- [end:check]
