# databases: mariadb
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Country(Base):
    __tablename__ = "country"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(2), index=True)  # an index, not UNIQUE
    name: Mapped[str] = mapped_column(String(50))


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code", ondelete="CASCADE"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Country(code="KR", name="South Korea"))
    session.add(Country(code="KR", name="Korea, Republic of"))
    session.flush()
    session.add_all([City(name="Seoul", country_code="KR"), City(name="Busan", country_code="KR")])
    session.commit()
# --8<-- [end:add]

# --8<-- [start:delete]
with Session(engine) as session:
    duplicate = session.scalars(select(Country).where(Country.name == "Korea, Republic of")).one()
    session.delete(duplicate)
    session.commit()
    print("countries:", session.execute(select(Country.code, Country.name)).all())
    print("cities:", session.scalars(select(City.name)).all())
# --8<-- [end:delete]
