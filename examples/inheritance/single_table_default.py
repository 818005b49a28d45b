from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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
    managers: Mapped[list["Manager"]] = relationship(viewonly=True)


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped["Company"] = relationship(back_populates="employees")

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    budget: Mapped[int | None]
    projects: Mapped[list["Project"]] = relationship(back_populates="manager")

    __mapper_args__ = {"polymorphic_identity": "manager"}


class Engineer(Employee):
    language: Mapped[str | None] = mapped_column(String(20))

    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    manager_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    manager: Mapped["Manager"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [
        Manager(name="Mina", budget=500, projects=[Project(title="Website")]),
        Engineer(name="Joon", language="Python"),
        Employee(name="Taeho"),
    ]
    session.add(company)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    for employee in company.employees:
        match employee:
            case Manager():
                print("manager:", employee.name, employee.budget)
            case Engineer():
                print("engineer:", employee.name, employee.language)
            case _:
                print("employee:", employee.name)
# --8<-- [end:read]
