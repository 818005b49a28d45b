import warnings
from collections import Counter

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from sqlalchemy import create_engine, create_mock_engine
from sqlalchemy.exc import CircularDependencyError, CompileError

engine = create_engine("sqlite://")


# --8<-- [start:tables]
def tables(**on_captain_id):
    metadata = MetaData()
    Table(
        "team",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("captain_id", ForeignKey("player.id", **on_captain_id)),
    )
    Table(
        "player",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("team_id", ForeignKey("team.id"), nullable=False),
    )
    return metadata
# --8<-- [end:tables]


def emitted(method):
    seen = Counter()

    def count(statement, *_, **__):
        seen[" ".join(str(statement.compile(dialect=engine.dialect)).split()[:2])] += 1

    with warnings.catch_warnings(record=True) as caught:
        try:
            method(create_mock_engine(engine.url, count), checkfirst=False)
        except (CircularDependencyError, CompileError, AssertionError) as error:
            return type(error).__name__
    for warning in caught:
        seen[warning.category.__name__] += 1
    return ", ".join(f"{number} {what}" for what, number in seen.items())


# --8<-- [start:compare]
name = "fk_team_captain_id"
for settings in ({}, {"use_alter": True}, {"name": name}, {"name": name, "use_alter": True}):
    declared = ", ".join(settings) or "nothing"
    metadata = tables(**settings)
    print(f"{declared}, create_all():", emitted(metadata.create_all))
    print(f"{declared}, drop_all():", emitted(metadata.drop_all))
# --8<-- [end:compare]
