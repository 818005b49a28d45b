import warnings

from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    employees: Mapped[list["Employee"]] = relationship()


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
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
    hanbit = Company(name="Hanbit")
    hanbit.employees = [Manager(name="Mina", budget=500), Employee(name="Taeho")]
    areum = Company(name="Areum")
    areum.employees = [Manager(name="Sora", budget=300)]
    session.add_all([hanbit, areum])
    session.commit()

# --8<-- [start:any]
with Session(engine) as session:
    rich = Company.employees.any(Manager.budget > 400)
    statement = select(Company.name).where(rich).order_by(Company.id)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print("companies:", session.scalars(statement).all())
    for warning in caught:  # the message names the two tables in varying order
        print("warning:", str(warning.message).split(" between")[0])
# --8<-- [end:any]
