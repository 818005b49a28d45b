from sqlalchemy import String, create_engine, func, select
from sqlalchemy.exc import CompileError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_name: Mapped[str] = mapped_column(String(10))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:compare]
for type_ in (String(), String(10)):
    try:
        print(f"{type_!r} becomes:", type_.compile(engine.dialect))
    except CompileError as error:
        print(f"{type_!r} becomes:", error)
with Session(engine) as session:
    session.add(Project(project_name="a name of 24 characters!"))
    try:
        session.flush()
        length = session.scalar(select(func.length(Project.project_name)))
        print("24 characters into String(10):", length, "characters stored")
    except DBAPIError as error:
        print("24 characters into String(10):", type(error).__name__, error.orig)
# --8<-- [end:compare]
