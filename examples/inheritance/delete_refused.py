# raises: IntegrityError
from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    employees: Mapped[list["Employee"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager"}
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]

Base.metadata.create_all(engine)

with Session(engine) as session:
    company = Company(name="Hanbit")
    company.employees = [
        Manager(name="Mina", budget=500),
        Manager(name="Sora", budget=300),
        Employee(name="Taeho"),
    ]
    session.add(company)
    session.commit()

# --8<-- [start:company]
with Session(engine) as session:
    company = session.scalars(select(Company)).one()
    session.delete(company)
    session.commit()
# --8<-- [end:company]
