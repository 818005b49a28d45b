# databases: sqlite, postgresql
from sqlalchemy import Column, ForeignKey, String, Table, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
country_language = Table(
    "country_language",
    Base.metadata,
    Column(
        "country_code",
        ForeignKey("country.code", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("language_id", ForeignKey("language.id"), primary_key=True),
)


class Country(Base):
    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    languages: Mapped[list["Language"]] = relationship(
        secondary=country_language, passive_updates=False
    )


class Language(Base):
    __tablename__ = "language"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Country(code="KR", languages=[Language(name="Korean")]))
    session.commit()

# --8<-- [start:change]
with Session(engine) as session:
    korea = session.scalars(select(Country)).one()
    korea.code = "KOR"
    session.commit()
    print("languages:", [language.name for language in korea.languages])
# --8<-- [end:change]
