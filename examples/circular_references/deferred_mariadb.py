# databases: mariadb
# raises: ProgrammingError
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine

# --8<-- [start:tables]
metadata = MetaData()

team = Table(
    "team",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column(
        "captain_id",
        ForeignKey(
            "player.id",
            name="fk_team_captain_id",
            use_alter=True,
            deferrable=True,
            initially="DEFERRED",
        ),
    ),
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
