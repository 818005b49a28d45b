import time
from datetime import datetime

from sqlalchemy import DateTime, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:wait]
with Session(engine) as session:
    website, app = Project(), Project()
    session.add(website)
    session.flush()
    time.sleep(1.1)
    session.add(app)
    session.flush()
    print("one transaction, 1.1 seconds apart:", end=" ")
    print("the same time" if website.created_at == app.created_at else "two times")
# --8<-- [end:wait]
