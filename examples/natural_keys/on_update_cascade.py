from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    cities: Mapped[list["City"]] = relationship(back_populates="country")


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code", onupdate="CASCADE"))
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
    session.add_all([City(name="Seoul", country=korea), City(name="Busan", country=korea)])
    session.commit()
# --8<-- [end:add]

# --8<-- [start:change]
with Session(engine) as session:
    korea = session.scalars(select(Country)).one()
    korea.code = "KOR"
    session.commit()
# --8<-- [end:change]

# --8<-- [start:check]
with Session(engine) as session:
    print("countries:", session.scalars(select(Country.code)).all())
    print("cities:", session.execute(select(City.name, City.country_code).order_by(City.id)).all())
# --8<-- [end:check]

# --8<-- [start:loaded]
with Session(engine) as session:
    korea = session.get(Country, "KOR")
    seoul, busan = session.scalars(select(City).order_by(City.id)).all()
    korea.code = "KR"
    session.flush()
    print("in memory:", seoul.country_code, busan.country_code)
    session.refresh(seoul)
    print("Seoul refreshed:", seoul.country_code, busan.country_code)
    print("KR in the identity map:", session.get(Country, "KR") is korea)
    session.commit()
    print("after the commit:", seoul.country_code, busan.country_code)
# --8<-- [end:loaded]

# --8<-- [start:loaded_collection]
with Session(engine) as session:
    korea = session.get(Country, "KR")
    seoul = korea.cities[0]
    korea.code = "KOR"
    session.flush()
    print("Seoul in memory:", seoul.country_code)
    session.commit()
# --8<-- [end:loaded_collection]
