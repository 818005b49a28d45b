from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


# --8<-- [start:models]
def declare(target):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str] = mapped_column(String(50), unique=True)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        project_name: Mapped[str] = mapped_column(String(50))
        user_key = mapped_column(ForeignKey(target))  # the type is the referenced column's
        user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))

    return Base, User, Project
# --8<-- [end:models]


engine = create_engine("sqlite://")
statements = []


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, *_):
    statements.append(statement.split()[0])


# --8<-- [start:count]
for target in ("user.user_name", "user.id"):
    Base, User, Project = declare(target)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for name in ("Mina", "Joon", "Sora"):
            user = User(user_name=name)
            user.project = [Project(project_name=f"{name}'s website")]
            session.add(user)
        session.commit()
    with Session(engine) as session:
        users = session.scalars(select(User)).all()  # all users are in the session now
        projects = session.scalars(select(Project).order_by(Project.id)).all()
        statements.clear()
        print("users of the projects:", sorted(project.user.user_name for project in projects))
        print(f"SELECTs to read them, foreign key to {target}:", statements.count("SELECT"))
    with Session(engine) as session:
        mina = session.scalars(select(User).where(User.user_name == "Mina")).one()
        statements.clear()
        session.delete(mina)
        session.commit()
        print(f"statements to delete Mina, foreign key to {target}:", ", ".join(statements))
    Base.metadata.drop_all(engine)
# --8<-- [end:count]
