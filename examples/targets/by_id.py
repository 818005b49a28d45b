from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    cities: Mapped[list["City"]] = relationship(back_populates="country")


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    country: Mapped["Country"] = relationship(back_populates="cities")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    korea = Country(code="KR", name="South Korea")
    korea.cities = [City(name="Seoul"), City(name="Busan"), City(name="Daegu")]
    session.add(korea)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:count]
statements = 0


@event.listens_for(engine, "before_cursor_execute")
def count_statement(*_):
    global statements
    statements += 1


# --8<-- [end:count]
# --8<-- [start:read]
with Session(engine) as session:
    for city in session.scalars(select(City).order_by(City.id)).all():
        statements = 0
        name = city.country.name
        print(f"{city.name}: {name}, statements: {statements}")
# --8<-- [end:read]
