from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    employees: Mapped[list["Employee"]] = relationship(back_populates="company")
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
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager"}
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [Manager(name="Mina", budget=500), Employee(name="Taeho")]
    session.add(company)
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    print("managers:", [(manager.name, manager.budget) for manager in company.managers])
# --8<-- [end:read]

# --8<-- [start:write]
with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    print("managers:", [manager.name for manager in company.managers])
    company.employees.append(Manager(name="Sora", budget=300))
    session.flush()
    print("after the flush:", [manager.name for manager in company.managers])
    session.commit()
    print("after the commit:", [manager.name for manager in company.managers])
# --8<-- [end:write]
