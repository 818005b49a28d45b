from datetime import datetime

from sqlalchemy import DateTime, create_engine, func, insert, inspect, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    made_at: Mapped[datetime | None] = mapped_column(DateTime, server_default=func.now())
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:insert]
for column in inspect(engine).get_columns("project")[1:]:
    print(f"{column['name']}, default in the table:", column["default"])

with Session(engine) as session:
    website = Project()
    session.add(website)
    for name in ("created_at", "made_at"):
        print(f"{name} before the flush:", getattr(website, name))
    session.flush()
    session.execute(insert(Project).values(id=2))
    session.execute(text("INSERT INTO project (id) VALUES (3)"))
    how = {1: "session.add()", 2: "insert(Project)", 3: "text('INSERT …')"}
    for project in session.scalars(select(Project).order_by(Project.id)):
        for name in ("created_at", "made_at"):
            value = getattr(project, name)
            print(f"{name} after {how[project.id]}:", "NULL" if value is None else "a time")
# --8<-- [end:insert]
