from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column("iso_code", String(2), unique=True)


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    country_code: Mapped[str] = mapped_column(ForeignKey(Country.code))
# --8<-- [end:models]


engine = create_engine("sqlite://")
# --8<-- [start:create]
Base.metadata.create_all(engine)
for column in City.__table__.columns:
    for foreign_key in column.foreign_keys:
        print(f"{column.name}: {foreign_key.target_fullname}")
# --8<-- [end:create]
