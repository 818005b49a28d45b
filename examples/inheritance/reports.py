from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    manager_id: Mapped[int | None] = mapped_column(
        ForeignKey("manager.id", name="employee_manager_id_fkey", use_alter=True)
    )
    manager: Mapped["Manager | None"] = relationship(
        back_populates="reports", foreign_keys=[manager_id]
    )

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    reports: Mapped[list["Employee"]] = relationship(
        back_populates="manager", foreign_keys=[Employee.manager_id], order_by=Employee.id
    )

    __mapper_args__ = {
        "polymorphic_identity": "manager",
        "inherit_condition": id == Employee.id,
    }
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    mina = Manager(name="Mina", reports=[Manager(name="Sora"), Employee(name="Taeho")])
    session.add(mina)
    session.commit()

with Session(engine) as session:
    for employee in session.scalars(select(Employee).order_by(Employee.id)):
        print(employee.name, "reports to", employee.manager and employee.manager.name)
# --8<-- [end:run]
