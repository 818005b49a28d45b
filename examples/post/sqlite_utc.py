# databases: sqlite
import os
import time
from datetime import datetime

from sqlalchemy import DateTime, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

# --8<-- [start:zone]
os.environ["TZ"] = "KST-9"  # as on a machine in Seoul: nine hours ahead of UTC
time.tzset()
# --8<-- [end:zone]


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:read]
with Session(engine) as session:
    website = Project()
    session.add(website)
    session.flush()
    hours = round((datetime.now() - website.created_at).total_seconds() / 3600)
    print("hours from created_at to datetime.now():", hours)
    print("fractions of a second in created_at:", website.created_at.microsecond)
# --8<-- [end:read]
