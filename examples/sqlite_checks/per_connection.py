# databases: sqlite
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, event, text

# --8<-- [start:by_hand]
folder = TemporaryDirectory()
url = f"sqlite:///{Path(folder.name) / 'projects.db'}"

engine = create_engine(url)
with engine.connect() as first, engine.connect() as second:
    first.execute(text("PRAGMA foreign_keys=ON"))
    print("first connection:", first.scalar(text("PRAGMA foreign_keys")))
    print("second connection:", second.scalar(text("PRAGMA foreign_keys")))
# --8<-- [end:by_hand]

# --8<-- [start:with_listener]
engine = create_engine(url)


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    print("a new connection")
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


with engine.connect() as first, engine.connect() as second:
    print("first connection:", first.scalar(text("PRAGMA foreign_keys")))
    print("second connection:", second.scalar(text("PRAGMA foreign_keys")))
with engine.connect() as third:
    print("third, out of the pool:", third.scalar(text("PRAGMA foreign_keys")))
# --8<-- [end:with_listener]
