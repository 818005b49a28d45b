# raises: KeyError
from sqlalchemy import ForeignKey, String, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager"}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Manager(name="Mina", budget=500))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    session.execute(delete(Manager))
    session.commit()

with Session(engine) as session:
    mina = session.scalars(select(Employee)).one()
    print("still there:", type(mina).__name__, mina.name)
    print("budget:", mina.budget)
# --8<-- [end:delete]
