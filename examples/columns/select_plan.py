# databases: sqlite
from sqlalchemy import ForeignKey, create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Task(Base):
    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:plan]
with engine.connect() as connection:
    for class_ in (Project, Task):
        query = select(class_).where(class_.user_id == 1).compile(engine)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (1,))
        print(plan.one().detail)
# --8<-- [end:plan]
