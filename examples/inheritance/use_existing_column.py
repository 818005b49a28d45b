from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(50))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


# --8<-- [start:models]
class Manager(Employee):
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("team.id"), use_existing_column=True
    )
    team: Mapped["Team | None"] = relationship()

    __mapper_args__ = {"polymorphic_identity": "manager"}


class Engineer(Employee):
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("team.id"), use_existing_column=True
    )
    team: Mapped["Team | None"] = relationship()

    __mapper_args__ = {"polymorphic_identity": "engineer"}
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
print("columns:", Employee.__table__.columns.keys())

with Session(engine) as session:
    team = Team()
    session.add_all([Manager(name="Mina", team=team), Engineer(name="Joon", team=team)])
    session.commit()
    for employee in session.scalars(select(Employee).order_by(Employee.id)):
        print(employee.type + ":", employee.name, "in team", employee.team.id)
# --8<-- [end:run]
