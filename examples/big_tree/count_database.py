from collections import Counter

from sqlalchemy import ForeignKey, String, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, mapped_column, relationship


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

# --8<-- [start:count]
sent = Counter()


@event.listens_for(engine, "before_cursor_execute")
def count(_, __, statement, parameters, ___, executemany):
    verb = statement.split()[0]
    sent[verb] += 1
    if verb == "DELETE":
        sent["ids"] += len(parameters) if executemany else 1


def delete_company(departments, teams):
    with Session(engine) as session:
        session.execute(insert(Company), {"id": 1, "name": "Hanbit"})
        rows = [{"id": n + 1, "name": f"No. {n + 1}", "company_id": 1} for n in range(departments)]
        session.execute(insert(Department), rows)
        number = aliased(Department)
        rows = select(number.name, Department.id).join(number, number.id <= teams)
        session.execute(insert(Team).from_select(["name", "department_id"], rows))
        sent.clear()

        company = session.get(Company, 1)
        session.delete(company)
        objects = len(session.identity_map)
        session.commit()
    return f"{objects} objects, " + ", ".join(f"{n} {what}" for what, n in sent.items())
# --8<-- [end:count]


# --8<-- [start:run]
print("5 departments of 5 teams:", delete_company(5, 5))
print("20 departments of 5 teams:", delete_company(20, 5))
# --8<-- [end:run]
