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
    managers: Mapped[list["Manager"]] = relationship(back_populates="company")


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped["Company"] = relationship(back_populates="employees")


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped["Company"] = relationship(back_populates="managers")

    __mapper_args__ = {"concrete": True}
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [Employee(name="Taeho")]
    company.managers = [Manager(name="Mina")]
    session.add(company)
    session.commit()

with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    print("employees:", [(employee.id, employee.name) for employee in company.employees])
    print("managers:", [(manager.id, manager.name) for manager in company.managers])
# --8<-- [end:run]
