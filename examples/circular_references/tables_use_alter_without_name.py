import re

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine
from sqlalchemy.exc import CompileError

# --8<-- [start:tables]
metadata = MetaData()

team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("captain_id", ForeignKey("player.id", use_alter=True)),
)
player = Table(
    "player",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
)
# --8<-- [end:tables]


engine = create_engine("sqlite://")

# --8<-- [start:create]
metadata.create_all(engine)
# --8<-- [end:create]

# --8<-- [start:drop]
try:
    metadata.drop_all(engine)
except (CompileError, AssertionError) as error:
    message = re.sub(r"ForeignKeyConstraint\(.*\)", "ForeignKeyConstraint(...)", str(error))
    print("error:", type(error).__name__, message)
# --8<-- [end:drop]
