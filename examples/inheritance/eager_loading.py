from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectin_polymorphic,
    selectinload,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    employees: Mapped[list["Employee"]] = relationship(
        back_populates="company", order_by="Employee.id"
    )


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped["Company"] = relationship(back_populates="employees")

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]
    projects: Mapped[list["Project"]] = relationship(back_populates="manager")

    __mapper_args__ = {"polymorphic_identity": "manager", "polymorphic_load": "selectin"}


class Engineer(Employee):
    __tablename__ = "engineer"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(20))

    __mapper_args__ = {"polymorphic_identity": "engineer", "polymorphic_load": "selectin"}


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id"))
    manager: Mapped["Manager"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [
        Manager(name="Mina", budget=500, projects=[Project(title="Website")]),
        Manager(name="Sora", budget=300),
        Engineer(name="Joon", language="Python"),
        Engineer(name="Hana", language="Rust"),
        Employee(name="Taeho"),
    ]
    session.add(company)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    company = session.scalars(
        select(Company).options(
            selectinload(Company.employees).options(
                selectin_polymorphic(Employee, [Manager, Engineer]),
                selectinload(Manager.projects),
            )
        )
    ).one()
    for employee in company.employees:
        if isinstance(employee, Manager):
            print("manager:", employee.name, [project.title for project in employee.projects])
# --8<-- [end:read]

# --8<-- [start:of_type]
with Session(engine) as session:
    company = session.scalars(
        select(Company).options(
            selectinload(Company.employees.of_type(Manager)).selectinload(Manager.projects)
        )
    ).one()
    for employee in company.employees:
        if isinstance(employee, Manager):
            print("manager:", employee.name, [project.title for project in employee.projects])
# --8<-- [end:of_type]
