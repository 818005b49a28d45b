from sqlalchemy import ForeignKey, String, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2))  # nothing says that it is unique
    name: Mapped[str] = mapped_column(String(50))
    cities: Mapped[list["City"]] = relationship(back_populates="country")


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))
    country: Mapped["Country"] = relationship(back_populates="cities")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:create]
try:
    Base.metadata.create_all(engine)
    print("create_all: done")
    with Session(engine) as session:
        session.add(Country(code="KR", name="South Korea", cities=[City(name="Seoul")]))
        session.commit()
except DBAPIError as error:
    print(f"{type(error).__name__}: {error.orig}")
# --8<-- [end:create]
