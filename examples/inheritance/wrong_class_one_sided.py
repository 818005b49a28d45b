# raises: AssertionError
from sqlalchemy import ForeignKey, String, create_engine
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

    __mapper_args__ = {"polymorphic_identity": "manager"}


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    manager_id: Mapped[int] = mapped_column(ForeignKey("manager.id"))
    manager: Mapped["Manager"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    project = Project(title="Website")
    project.manager = Employee(name="Taeho")
    print("assigned:", project.manager.name)
    session.add(project)
# --8<-- [end:add]
