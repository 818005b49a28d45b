from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, create_engine, func, select, text
from sqlalchemy.dialects import mysql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateColumn


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    precise_at: Mapped[datetime | None] = mapped_column(
        DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:ddl]
for name in ("created_at", "accessed_at", "precise_at"):
    column = CreateColumn(Project.__table__.columns[name]).compile(engine)
    print(f"{name} in CREATE TABLE:", str(column).removeprefix(f"{name} "))
print("func.now() in a statement:", func.now().compile(engine))
print("func.current_timestamp() in a statement:", func.current_timestamp().compile(engine))
# --8<-- [end:ddl]

# --8<-- [start:precision]
moment = datetime(2026, 1, 2, 12, 30, 15, 987654)
with Session(engine) as session:
    session.add(Project(created_at=moment, accessed_at=moment, precise_at=moment))
    session.commit()
    for name in ("created_at", "accessed_at", "precise_at"):
        print(f"{name}, read back:", session.scalar(select(getattr(Project, name))))
    raw = session.scalar(text("SELECT created_at FROM project"))
    print("the driver's own type of created_at:", type(raw).__name__)
# --8<-- [end:precision]

# --8<-- [start:range]
for name in ("created_at", "accessed_at"):
    with Session(engine) as session:
        session.add(Project(**{name: datetime(2040, 1, 1)}))
        try:
            session.flush()
            print(f"the year 2040 in {name}: stored")
        except DBAPIError as error:
            print(f"the year 2040 in {name}: {type(error).__name__} {error.orig}")
# --8<-- [end:range]
