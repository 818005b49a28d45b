# raises: NoForeignKeysError
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    cities: Mapped[list["City"]] = relationship(back_populates="country")


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("Country.id"))  # the class, not the table
    country: Mapped["Country"] = relationship(back_populates="cities")
# --8<-- [end:models]


engine = create_engine("sqlite://")
# --8<-- [start:use]
with Session(engine) as session:
    session.add(Country(name="South Korea"))
# --8<-- [end:use]
