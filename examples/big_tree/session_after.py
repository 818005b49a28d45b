from sqlalchemy import ForeignKey, String, create_engine, event, select
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

# --8<-- [start:add]
with Session(engine) as session:
    sales = Department(name="Sales", teams=[Team(name="Domestic"), Team(name="Overseas")])
    research = Department(name="Research", teams=[Team(name="Batteries"), Team(name="Sensors")])
    session.add(Company(name="Hanbit", departments=[sales, research]))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:delete]
with Session(engine) as session:
    company = session.get(Company, 1)
    team = session.get(Team, 1)
    session.delete(company)
    session.flush()
    print("team in the session:", team in session)
    print("session.get(Team, 1):", session.get(Team, 1).name)
    print("its row:", session.scalars(select(Team.name).where(Team.id == 1)).all())

    session.expire_all()
    print("session.get(Team, 1):", session.get(Team, 1))
    session.commit()
# --8<-- [end:delete]
