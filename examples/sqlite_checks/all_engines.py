# databases: sqlite
from sqlalchemy import Engine, create_engine, event, text


# --8<-- [start:listener]
@event.listens_for(Engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    if "sqlite" in type(dbapi_connection).__module__:
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:listener]


# --8<-- [start:engines]
for name in ("application", "tests"):
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        print(f"{name}: {connection.scalar(text('PRAGMA foreign_keys'))}")
# --8<-- [end:engines]
