from sqlalchemy import ForeignKey, String, create_engine, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


# --8<-- [start:backref]
def with_backref():
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
        user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))

    return Base, User, Project
# --8<-- [end:backref]


# --8<-- [start:back_populates]
def with_back_populates():
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str] = mapped_column(String(50), unique=True)
        project: Mapped[list["Project"]] = relationship(cascade="all,delete", back_populates="user")

    class Project(Base):
        __tablename__ = "project"
        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
        user: Mapped["User | None"] = relationship(back_populates="project")

    return Base, User, Project
# --8<-- [end:back_populates]


# --8<-- [start:use]
def use(Base, User, Project):
    """Adds, moves, removes and deletes; returns the statements and their parameters."""
    log = []
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection, cursor, statement, parameters, *_):
        log.append((statement, parameters))

    with Session(engine) as session:
        mina, joon = User(user_name="Mina"), User(user_name="Joon")
        mina.project = [Project(), Project()]
        session.add_all([mina, joon])
        print("in memory, before any flush:", mina.project[0].user is mina)
        session.commit()
        mina.project[0].user = joon
        session.commit()
        mina.project.remove(mina.project[0])
        session.commit()
        session.delete(joon)
        session.commit()
        print("left:", session.scalars(select(Project.user_name)).all())
    event.remove(engine, "before_cursor_execute", note)
    Base.metadata.drop_all(engine)
    return log
# --8<-- [end:use]


# --8<-- [start:compare]
one, two = with_backref(), with_back_populates()
one_log, two_log = use(*one), use(*two)
print("statements:", len(one_log))
print("the same statements, with the same parameters:", one_log == two_log)
for Base, User, Project in (one, two):
    print("User.project:", sorted(inspect(User).relationships.project.cascade))
    print("Project.user:", sorted(inspect(Project).relationships.user.cascade))
# --8<-- [end:compare]
