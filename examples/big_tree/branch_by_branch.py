from sqlalchemy import ForeignKey, String, create_engine, delete, event, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    departments: Mapped[list["Department"]] = relationship(
        back_populates="company", cascade="all, delete-orphan", passive_deletes=True
    )


class Department(Base):
    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    company: Mapped["Company"] = relationship(back_populates="departments")
    teams: Mapped[list["Team"]] = relationship(
        back_populates="department", cascade="all, delete-orphan", passive_deletes=True
    )


class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    department_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="CASCADE"), index=True
    )
    department: Mapped["Department"] = relationship(back_populates="teams")
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Company(id=1, name="Hanbit"))
    session.flush()
    departments = [{"id": n, "name": f"Department {n}", "company_id": 1} for n in range(1, 4)]
    session.execute(insert(Department), departments)
    teams = [{"name": f"Team {n}", "department_id": n // 8 + 1} for n in range(24)]
    session.execute(insert(Team), teams)
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    departments = select(Department.id).where(Department.company_id == 1).order_by(Department.id)
    for department_id in session.scalars(departments).all():
        session.execute(delete(Department).where(Department.id == department_id))
        session.commit()
        print("teams left:", session.scalar(select(func.count()).select_from(Team)))

    session.execute(delete(Company).where(Company.id == 1))
    session.commit()
# --8<-- [end:delete]
