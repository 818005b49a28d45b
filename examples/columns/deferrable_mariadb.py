# databases: mariadb
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", deferrable=True, initially="DEFERRED")
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
try:
    Base.metadata.create_all(engine)
except ProgrammingError as error:
    print(f"{type(error).__name__}: {error.orig}")
# --8<-- [end:create]
