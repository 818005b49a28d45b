from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateTable


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_name: Mapped[str] = mapped_column(String(50))


class Task(Base):
    __tablename__ = "task"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:compare]
for class_ in (User, Project, Task):
    ddl = str(CreateTable(class_.__table__).compile(engine)).splitlines()
    column = [line.strip(" \t,") for line in ddl if line.strip().startswith("id ")][0]
    print(f"{class_.__name__}.id in CREATE TABLE: {column}")

for class_, name in ((User, "user_name"), (Project, "project_name"), (Task, "title")):
    with Session(engine) as session:
        session.add(class_(**{name: "one"}))
        session.commit()
        session.delete(session.scalars(select(class_)).one())
        session.commit()
        another = class_(**{name: "two"})
        session.add(another)
        session.commit()
        print(f"{class_.__name__}.id after deleting row 1 and adding another: {another.id}")
# --8<-- [end:compare]
