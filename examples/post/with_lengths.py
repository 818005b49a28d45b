from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, ForeignKey, String, create_engine, func
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_name: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    project_name: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String(50))
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
try:
    Base.metadata.create_all(engine)
    print("create_all: done")
except SQLAlchemyError as error:
    print(f"create_all: {type(error).__name__}: {error.orig}")
# --8<-- [end:create]
