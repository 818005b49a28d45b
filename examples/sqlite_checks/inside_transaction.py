# databases: sqlite
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, text

metadata = MetaData()
visit = Table("visit", metadata, Column("id", Integer, primary_key=True))

engine = create_engine("sqlite://")
metadata.create_all(engine)

# --8<-- [start:after_insert]
with engine.connect() as connection:
    connection.execute(visit.insert())
    connection.execute(text("PRAGMA foreign_keys=ON"))
    print("after an INSERT:", connection.scalar(text("PRAGMA foreign_keys")))
    connection.commit()
    connection.execute(text("PRAGMA foreign_keys=ON"))
    print("after the commit:", connection.scalar(text("PRAGMA foreign_keys")))
# --8<-- [end:after_insert]
