# databases: mariadb
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine, text
from sqlalchemy.exc import OperationalError

metadata = MetaData()
Table("country", metadata, Column("id", Integer, primary_key=True), Column("code", String(2)))
Table(
    "city",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("country_code", ForeignKey("country.code")),
)

engine = create_engine("sqlite://")

# --8<-- [start:warnings]
with engine.connect() as connection:
    try:
        metadata.create_all(connection)
    except OperationalError as error:
        print("error:", error.orig)
    for level, code, message in connection.execute(text("SHOW WARNINGS")):
        print(f"{level} {code}: {message}")
# --8<-- [end:warnings]
