from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


# --8<-- [start:models]
class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    assistant_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    assistant: Mapped["Employee"] = relationship(foreign_keys=[assistant_id])

    __mapper_args__ = {
        "polymorphic_identity": "manager",
        "inherit_condition": id == Employee.id,
    }
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    session.add(Manager(name="Mina", assistant=Employee(name="Taeho")))
    session.commit()

with Session(engine) as session:
    mina = session.scalars(select(Manager)).one()
    print("manager:", mina.name, mina.id)
    print("assistant:", mina.assistant.name, mina.assistant_id)
# --8<-- [end:run]
