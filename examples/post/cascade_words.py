from sqlalchemy import ForeignKey, String, create_engine, func, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


# --8<-- [start:models]
def declare(**settings):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str] = mapped_column(String(50), unique=True)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
        user: Mapped["User | None"] = relationship(backref=backref("project", **settings))

    return Base, User, Project
# --8<-- [end:models]


# --8<-- [start:print]
for cascade in ("all", "all,delete", "all, delete-orphan"):
    Base, User, Project = declare(cascade=cascade)
    words = sorted(inspect(User).relationships.project.cascade)
    print(f"{cascade!r}:", ", ".join(words))

Base, User, Project = declare()
print("not given:", ", ".join(sorted(inspect(User).relationships.project.cascade)))
# --8<-- [end:print]

# --8<-- [start:remove]
for cascade in ("all,delete", "all, delete-orphan"):
    Base, User, Project = declare(cascade=cascade)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        mina = User(user_name="Mina")
        mina.project = [Project(), Project()]
        session.add(mina)
        session.commit()
        del mina.project[0]
        session.commit()
        names = select(Project.user_name).order_by(Project.id)
        print(f"one taken out of the list under {cascade!r}:", session.scalars(names).all())
        session.delete(mina)
        session.commit()
        rows = session.scalar(select(func.count()).select_from(Project))
        print(f"project rows after deleting the user under {cascade!r}:", rows)
    Base.metadata.drop_all(engine)
# --8<-- [end:remove]
