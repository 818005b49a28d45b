# raises: KeyError
import re
import warnings

from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager"}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:change]
with Session(engine) as session:
    taeho = Employee(name="Taeho")
    session.add(taeho)
    session.commit()
    taeho.type = "manager"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        session.commit()
    for warning in caught:
        print("warning:", re.sub(" at 0x[0-9a-f]+", "", str(warning.message)))
# --8<-- [end:change]

# --8<-- [start:read]
with Session(engine) as session:
    taeho = session.scalars(select(Employee)).one()
    print("read:", taeho)
    print("managers:", session.scalars(select(Manager)).all())
    print("budget:", taeho.budget)
# --8<-- [end:read]
