# databases: sqlite
from sqlalchemy import create_engine, event, text

# --8<-- [start:engine]
engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def leave_begin_to_us(dbapi_connection, _):
    dbapi_connection.isolation_level = None  # the driver does not begin transactions any more


@event.listens_for(engine, "begin")
def begin(connection):
    connection.exec_driver_sql("BEGIN")
# --8<-- [end:engine]


# --8<-- [start:inside]
with engine.connect() as connection:
    connection.execute(text("PRAGMA foreign_keys=ON"))
    print("inside BEGIN:", connection.scalar(text("PRAGMA foreign_keys")))
# --8<-- [end:inside]
