from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine

# --8<-- [start:tables]
metadata = MetaData(
    naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s"}
)

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
metadata.drop_all(engine)
# --8<-- [end:drop]

# --8<-- [start:sort]
print("sorted:", [table.name for table in metadata.sorted_tables])
# --8<-- [end:sort]
