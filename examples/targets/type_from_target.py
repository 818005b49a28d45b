from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2), unique=True)


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    country_id: Mapped[str] = mapped_column(ForeignKey("country.id"))  # the annotation is wrong
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
Base.metadata.create_all(engine)
for column in City.__table__.columns:
    print(f"{column.name}: {column.type}")
# --8<-- [end:create]
