"""Every combination of settings, run: what becomes of the rows, and which statements did it.

A `Matrix` is a question with settings. Each cell, one choice for each setting, is a small program: models,
rows, an action. `run` executes it on a database; what the site shows of a cell is the text that was executed.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from livedocs.databases import database_of


def title(database: str) -> str:
    """The title of one of `SETUPS`."""
    return database_of(database).title


Cell = dict[str, str]  # the value of each setting
Settings = dict[str, tuple[str, ...]]  # the values of each setting
Rows = dict[str, list[dict[str, Any]]]  # the rows of each table
Outcome = dict[str, Any]  # what `CellRunner.run` returns
Rule = tuple[str, list[str]]  # the name of an outcome, and the statements as `statement_names` has them


@dataclass
class Matrix:
    """`settings` maps each name to its values; a cell is a dict of the same names.

    `impossible(cell)` says why a cell cannot be, or returns None. `models(cell)` and `action(cell)` are
    source texts: the models declare `Base`; the action runs with `Session`, `engine` and the models' names.
    `rows` is what the tables hold before it: {table: [row as dict]}. `outcome` names what `CellRunner.run`
    saw; `rule(cell, database)` predicts that name and the statements, as `statement_names` has them.
    `without_effect` names the settings of which the answer is that they change nothing. In its table, the
    settings in `down` come first of those that tell the rows apart, and those in `across` tell the columns
    apart; ``database`` is one of them.
    """

    name: str
    settings: Settings
    impossible: Callable[[Cell], str | None]
    models: Callable[[Cell], str]
    action: Callable[[Cell], str]
    rows: Callable[[Cell], Rows]
    outcome: Callable[[Outcome], str]
    rule: Callable[[Cell, str], Rule]
    without_effect: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    across: tuple[str, ...] = ()

    def product(self) -> Iterator[Cell]:
        """Every combination, the impossible ones too, in a fixed order."""
        for values in itertools.product(*self.settings.values()):
            yield dict(zip(self.settings, values, strict=True))

    def cells(self) -> list[Cell]:
        """The combinations that can be."""
        return [cell for cell in self.product() if self.impossible(cell) is None]


def statement_names(outcome: Outcome) -> list[str]:
    """The statements that were sent, two words each: ``SELECT child``."""
    names = []
    for sql, *_ in outcome["statements"]:
        words = sql.split()
        before = {"SELECT": "FROM", "DELETE": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE"}[words[0]]
        names.append(f"{words[0]} {words[words.index(before) + 1].rstrip(',')}")
    return names


def failure(outcome: Outcome) -> str:
    """The name of what failed: the declaration, the making of the tables, Python, or the database."""
    stage, class_, _ = outcome["error"]
    if stage == "configure":
        return "configuration error"
    if stage == "create_all":
        return "refused at create_all"
    return "refused" if class_ in ("IntegrityError", "OperationalError") else f"fails with {class_}"
