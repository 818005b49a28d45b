# varies: created_at, accessed_at
from datetime import datetime

from sqlalchemy import TIMESTAMP, DateTime, ForeignKey, String, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    user_name: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    project_name: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime | None] = mapped_column(DateTime, default=func.now())
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )
    description: Mapped[str | None] = mapped_column(String)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))
# --8<-- [end:models]


engine = create_engine("sqlite://")


# --8<-- [start:steps]
def create_all():
    Base.metadata.create_all(engine)


def add():
    with Session(engine) as session:
        mina = User(user_name="Mina")
        mina.project = [Project(project_name="Website"), Project(project_name="Mobile app")]
        session.add(mina)
        session.commit()


def delete():
    with Session(engine) as session:
        session.delete(session.scalars(select(User)).one())
        session.commit()


for step in (create_all, add, delete):
    try:
        step()
        print(f"{step.__name__}: done")
    except SQLAlchemyError as error:
        message = str(getattr(error, "orig", error)).splitlines()[0]
        print(f"{step.__name__}: {type(error).__name__}: {message}")
# --8<-- [end:steps]
