from sqlalchemy import ForeignKey, String, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)

    __mapper_args__ = {"polymorphic_identity": "manager"}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.execute(insert(Employee.__table__).values(type="director", name="Mina"))
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    try:
        session.scalars(select(Employee)).all()
    except AssertionError as error:
        print("AssertionError:", error)
# --8<-- [end:read]


# --8<-- [start:class]
class Director(Employee):
    __mapper_args__ = {"polymorphic_identity": "director"}


with Session(engine) as session:
    mina = session.scalars(select(Employee)).one()
    print("read:", type(mina).__name__, mina.name)
# --8<-- [end:class]
