"""Every combination of settings, run: what becomes of the rows, and which statements did it.

A `Matrix` is a question with settings. Each cell, one choice for each setting, is a small program: models,
rows, an action. `run` executes it on a database; what the site shows of a cell is the text that was executed.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from livedocs import databases

UNCHECKED = "sqlite_off"  # SQLite with its foreign key checks off, as they are unless switched on
DATABASES = (UNCHECKED, *databases.DATABASES)


def title(database: str) -> str:
    """The title of one of `DATABASES`."""
    return databases.DATABASES[databases.MAIN if database == UNCHECKED else database].title


@dataclass
class Matrix:
    """`settings` maps each name to its values; a cell is a dict of the same names.

    `impossible(cell)` says why a cell cannot be, or returns None. `models(cell)` and `action(cell)` are source
    texts: the models declare `Base`; the action runs with `Session`, `engine` and the models' names.
    `rows` is what the tables hold before it: {table: [row as dict]}. `outcome` names what `Bench.run` saw;
    `rule(cell, database)` predicts that name and the statements, as `statement_names` has them.
    `without_effect` names the settings of which the answer is that they change nothing. In its table, the
    settings in `down` come first of those that tell the rows apart, and those in `across` tell the columns apart;
    ``database`` is one of them.
    """

    name: str
    settings: dict
    impossible: Callable[[dict], str | None]
    models: Callable[[dict], str]
    action: Callable[[dict], str]
    rows: Callable[[dict], dict]
    outcome: Callable[[dict], str]
    rule: Callable[[dict, str], tuple]
    without_effect: tuple = ()
    down: tuple = ()
    across: tuple = ()

    def product(self):
        """Every combination, the impossible ones too, in a fixed order."""
        for values in itertools.product(*self.settings.values()):
            yield dict(zip(self.settings, values))

    def cells(self):
        """The combinations that can be."""
        return [cell for cell in self.product() if self.impossible(cell) is None]


def statement_names(outcome):
    """The statements that were sent, two words each: ``SELECT child``."""
    names = []
    for sql, *_ in outcome["statements"]:
        words = sql.split()
        before = {"SELECT": "FROM", "DELETE": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE"}[words[0]]
        names.append(f"{words[0]} {words[words.index(before) + 1].rstrip(',')}")
    return names


def failure(outcome):
    """The name of what failed: the declaration, the making of the tables, Python, or the database."""
    stage, class_, _ = outcome["error"]
    if stage == "configure":
        return "configuration error"
    if stage == "create_all":
        return "refused at create_all"
    return "refused" if class_ in ("IntegrityError", "OperationalError") else f"fails with {class_}"
