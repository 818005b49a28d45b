from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    country_id: Mapped[str] = mapped_column(String(20), ForeignKey("country.id"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
try:
    Base.metadata.create_all(engine)
    print("create_all: done")
except DBAPIError as error:
    print(f"{type(error).__name__}: {error.orig}")
# --8<-- [end:create]
