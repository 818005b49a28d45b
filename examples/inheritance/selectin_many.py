# databases: sqlite
from sqlalchemy import ForeignKey, String, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(20))

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "manager"

    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    budget: Mapped[int]

    __mapper_args__ = {"polymorphic_identity": "manager", "polymorphic_load": "selectin"}
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
selects = 0


@event.listens_for(engine, "before_cursor_execute")
def count_select(connection, cursor, statement, *_):
    global selects
    selects += statement.startswith("SELECT")


# --8<-- [start:read]
for managers in (500, 501):
    with Session(engine) as session:
        ids = range(1, managers + 1)
        session.execute(insert(Employee), [{"id": id, "type": "manager"} for id in ids])
        session.execute(insert(Manager.__table__), [{"id": id, "budget": 100} for id in ids])
        selects = 0
        session.scalars(select(Employee)).all()
        print(f"{managers} managers: {selects} SELECT")
# --8<-- [end:read]
