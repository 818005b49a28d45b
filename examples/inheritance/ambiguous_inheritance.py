# raises: AmbiguousForeignKeysError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


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

    __mapper_args__ = {"polymorphic_identity": "manager"}
# --8<-- [end:models]
