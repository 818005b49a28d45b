# at: shapes/inheritance#single-table-not-null
# en: Columns and foreign keys of a single-table subclass have to be nullable or have a default.
# ko: 단일 테이블 서브클래스의 컬럼과 외래 키는 null을 허용하거나 기본값이 있어야 합니다.
# vary: column = "NOT NULL", "nullable", "default", "server default"
from sqlalchemy import String, create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

column = "NOT NULL"
OPTIONS = {
    "NOT NULL": {},
    "nullable": {"nullable": True},
    "default": {"default": 0},
    "server default": {"server_default": "0"},
}


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "employee"}


class Manager(Employee):
    budget: Mapped[int] = mapped_column(**OPTIONS[column])
    __mapper_args__ = {"polymorphic_identity": "manager"}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

refused = False
with Session(engine) as session:
    session.add(Manager(budget=5))
    session.commit()
    session.add(Employee())
    try:
        session.commit()
    except (IntegrityError, OperationalError) as error:
        refused = "budget" in str(error)

assert refused == (column == "NOT NULL")
with engine.connect() as connection:
    budgets = connection.scalars(text("SELECT budget FROM employee ORDER BY id")).all()
    assert budgets == {"NOT NULL": [5], "nullable": [5, None]}.get(column, [5, 0])
