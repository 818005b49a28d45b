from sqlalchemy import ForeignKey, String, create_engine, insert, select, update
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
    session.add(Employee(name="Taeho"))
    session.commit()

# --8<-- [start:promote]
with Session(engine) as session:
    taeho = session.scalars(select(Employee)).one()
    employee = Employee.__table__
    session.execute(update(employee).where(employee.c.id == taeho.id).values(type="manager"))
    session.execute(insert(Manager.__table__).values(id=taeho.id, budget=200))
    session.commit()

with Session(engine) as session:
    taeho = session.scalars(select(Employee)).one()
    print("read:", type(taeho).__name__, taeho.name, taeho.budget)
# --8<-- [end:promote]
