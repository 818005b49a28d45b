# warns: SAWarning
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

# --8<-- [start:tables]
metadata = MetaData()

team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("captain_id", ForeignKey("player.id")),
)
player = Table(
    "player",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("team_id", ForeignKey("team.id"), nullable=False),
)
# --8<-- [end:tables]


# --8<-- [start:sort]
print("sorted:", [table.name for table in metadata.sorted_tables])
# --8<-- [end:sort]
