# raises: CircularDependencyError on postgresql, mariadb
# warns: SAWarning on sqlite
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine

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


engine = create_engine("sqlite://")

# The tables are in the database. (Created from a copy with a name, because the order of the
# ALTER TABLE statements that metadata.create_all(engine) sends differs from run to run.)
copy = MetaData()
for table in (team, player):
    table.to_metadata(copy)
(captain_fk,) = copy.tables["team"].foreign_key_constraints
captain_fk.name, captain_fk.use_alter = "fk_team_captain_id", True
copy.create_all(engine)

# --8<-- [start:drop]
metadata.drop_all(engine)
# --8<-- [end:drop]
