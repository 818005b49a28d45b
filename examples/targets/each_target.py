from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:attempt]
REASONS = (
    "foreign key mismatch",
    "no unique constraint matching given keys",
    "cannot be implemented",
    "errno: 150",
)


def reason(error):
    return next(words for words in REASONS if words in str(error))


def attempt(case, country, *referenced, types=()):
    """Makes `country` and a `city` that refers to it, then inserts a row into each."""
    metadata = MetaData()
    target = Table("country", metadata, *country)
    types = types or [target.c[name].type for name in referenced]
    names = [f"country_{name}" for name in referenced]
    columns = [Column(name, type_) for name, type_ in zip(names, types)]
    foreign_key = ForeignKeyConstraint(names, [f"country.{name}" for name in referenced])
    city = Table("city", metadata, *columns, foreign_key)
    step = "create_all"
    try:
        metadata.create_all(engine)
        step = "INSERT"
        with engine.begin() as connection:
            connection.execute(target.insert(), {column.name: "1" for column in target.columns})
            connection.execute(city.insert(), {name: "1" for name in names})
        print(f"{case}: accepted")
    except DBAPIError as error:
        print(f"{case}: refused at {step}, {reason(error)}")
    metadata.drop_all(engine)


# --8<-- [end:attempt]
# --8<-- [start:cases]
def id_(type_=Integer):
    return Column("id", type_, primary_key=True, autoincrement=False)


def code(**settings):
    return Column("code", String(2), **settings)


def two_keys():
    return [Column(name, String(2), primary_key=True) for name in ("region", "code")]


attempt("primary key", [id_()], "id")
attempt("UNIQUE, NOT NULL", [id_(), code(nullable=False), UniqueConstraint("code")], "code")
attempt("UNIQUE, nullable", [id_(), code(), UniqueConstraint("code")], "code")
attempt("unique index", [id_(), code(), Index("country_code", "code", unique=True)], "code")
attempt("index that is not unique", [id_(), code(), Index("country_code", "code")], "code")
attempt("no index", [id_(), code()], "code")
attempt("composite primary key, same order", two_keys(), "region", "code")
attempt("composite primary key, other order", two_keys(), "code", "region")
attempt("composite primary key, first column only", two_keys(), "region")
attempt("composite primary key, second column only", two_keys(), "code")
attempt("Integer that refers to BigInteger", [id_(BigInteger)], "id", types=[Integer])
attempt("BigInteger that refers to Integer", [id_(Integer)], "id", types=[BigInteger])
attempt("String(20) that refers to String(50)", [id_(String(50))], "id", types=[String(20)])
attempt("String(50) that refers to String(20)", [id_(String(20))], "id", types=[String(50)])
attempt("Integer that refers to String(20)", [id_(String(20))], "id", types=[Integer])
attempt("String(20) that refers to Integer", [id_(Integer)], "id", types=[String(20)])
# --8<-- [end:cases]
