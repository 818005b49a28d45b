# databases: postgresql, mariadb
from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, create_engine, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP, default=func.now())
    zoned_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), default=func.now())
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:zone]
utc, seoul = {
    "postgresql": ("SET TIME ZONE 'UTC'", "SET TIME ZONE 'Asia/Seoul'"),
    "mariadb": ("SET time_zone = '+00:00'", "SET time_zone = '+09:00'"),
}[engine.dialect.name]
columns = [Project.created_at, Project.accessed_at, Project.zoned_at]
noon = datetime(2026, 1, 2, 12, 0)

with Session(engine) as session:
    session.execute(text(utc))
    session.add(Project(id=1, created_at=noon, accessed_at=noon, zoned_at=noon))
    session.add(Project(id=2))  # now(), three times
    session.flush()
    session.execute(text(seoul))
    session.add(Project(id=3))  # now(), three times
    session.flush()
    for column in columns:
        read = session.scalar(select(column).where(Project.id == 1))
        print(f"{column.key}, 12:00 written in UTC, read in Seoul: {read}")
    for column in columns:
        one, other = session.scalars(select(column).where(Project.id > 1).order_by(Project.id))
        hours = round((other - one).total_seconds() / 3600)
        print(f"{column.key}, hours from now() in UTC to now() in Seoul: {hours}")
# --8<-- [end:zone]
