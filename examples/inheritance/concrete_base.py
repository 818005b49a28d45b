from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.ext.declarative import AbstractConcreteBase
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    employees: Mapped[list["Employee"]] = relationship(
        back_populates="company", order_by="Employee.name"
    )


class Employee(AbstractConcreteBase, Base):
    strict_attrs = True
    name: Mapped[str] = mapped_column(String(50))

    @declared_attr
    def company_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("company.id"))

    @declared_attr
    def company(cls) -> Mapped["Company"]:
        return relationship("Company", back_populates="employees")


class Engineer(Employee):
    __tablename__ = "engineer"

    id: Mapped[int] = mapped_column(primary_key=True)

    __mapper_args__ = {"polymorphic_identity": "engineer", "concrete": True}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager", "concrete": True}
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [Engineer(name="Joon"), Manager(name="Mina", budget=500)]
    session.add(company)
    session.commit()

with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    for employee in company.employees:
        print(type(employee).__name__ + ":", employee.id, employee.name)
# --8<-- [end:run]
