# databases: sqlite
from sqlalchemy import ForeignKey, String, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2))  # nothing says that it is unique


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


# --8<-- [start:insert]
def insert_city():
    try:
        with engine.begin() as connection:
            connection.execute(City.__table__.insert(), {"country_code": "KR"})
        print("inserted")
    except OperationalError as error:
        print("error:", error.orig)


insert_city()
with engine.connect() as connection:
    connection.execute(text("PRAGMA foreign_keys=ON"))
    print("foreign_keys:", connection.scalar(text("PRAGMA foreign_keys")))
insert_city()
# --8<-- [end:insert]
