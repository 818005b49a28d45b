# databases: sqlite
# raises: RuntimeError
from sqlalchemy import create_engine, text

engine = create_engine("sqlite://")

# --8<-- [start:check]
with engine.connect() as connection:
    if engine.dialect.name == "sqlite" and connection.scalar(text("PRAGMA foreign_keys")) != 1:
        raise RuntimeError("SQLite does not check foreign keys")
# --8<-- [end:check]
