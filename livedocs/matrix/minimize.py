"""A matrix as one table: what changes no outcome is left out; rows or columns that are equal become one."""

import itertools
from collections.abc import Iterable
from typing import Any

from livedocs.databases import SETUPS
from livedocs.matrix import store
from livedocs.matrix.model import Cell, Matrix, Settings
from livedocs.versions import MAIN_VERSION

Side = dict[
    str, tuple[str, ...]
]  # at the side of a row or column: the values of each setting that it is about
Box = tuple[tuple[str, ...], ...]  # the same without the names of the settings
Cells = list[tuple[Cell, str]]  # cells with the names of their outcomes


def settings_of(matrix: Matrix) -> Settings:
    """The settings and, as one more, the database."""
    return {**matrix.settings, "database": SETUPS}


def outcomes(matrix: Matrix, version: str) -> Cells:
    """What is recorded: [(cell, outcome's name)], the database among the cell's settings."""
    recorded = store.unpack(store.read(matrix))
    return [
        ({**cell, "database": database}, matrix.outcome(seen))
        for database in SETUPS
        for cell, seen in zip(matrix.cells(), recorded[version, database], strict=True)
    ]


def table(matrix: Matrix) -> tuple[Settings, list[Side], list[tuple[Side, list[str | None]]]]:
    """The settings that matter; the columns, {setting: values} each; the rows, ({setting: values}, outcomes).

    A row and a column stand for each cell whose settings have one of their values. The row has, for each
    column, the outcome of all these cells, or None if there is no such cell.
    """
    settings, cells = that_matter(settings_of(matrix), outcomes(matrix, MAIN_VERSION))
    across = [name for name in matrix.across if name in settings]
    down = [name for name in dict.fromkeys([*matrix.down, *settings]) if name in settings.keys() - across]
    rows = merged(
        settings, down, ((cell, tuple(cell[name] for name in across), outcome) for cell, outcome in cells)
    )
    columns = merged(
        settings,
        across,
        (
            (dict(zip(across, place, strict=True)), box, outcome)
            for box, found in rows.items()
            for place, outcome in found.items()
        ),
    )

    def cells_of(side: Side) -> list[Cell]:
        return [cell for cell, _ in cells if all(cell[name] in values for name, values in side.items())]

    def side(names: list[str], box: Box) -> Side:
        """The values by setting, in order: those that a cell has; all where the other settings leave one."""
        result: Side = dict(zip(names, box, strict=True))
        inside = cells_of(result)
        for name in reversed(names):
            having = tuple(value for value in settings[name] if any(cell[name] == value for cell in inside))
            alone = len(having) == 1 and len(cells_of({**result, name: settings[name]})) == len(inside)
            if len(result[name]) < len(settings[name]):
                result[name] = settings[name] if alone else having
        return result

    def place(item: tuple[Side, Any]) -> list[int]:
        return [settings[name].index(values[0]) for name, values in item[0].items()]

    in_order = sorted(((side(across, box), found) for box, found in columns.items()), key=place)
    table_rows = [(side(down, box), [found.get(box) for _, found in in_order]) for box in rows]
    return settings, [values for values, _ in in_order], sorted(table_rows, key=place)


def that_matter(settings: Settings, cells: Cells) -> tuple[Settings, Cells]:
    """Without the settings that change no outcome."""
    for name in settings:
        rest: dict[tuple[tuple[str, str], ...], set[str]] = {}
        for cell, outcome in cells:
            rest.setdefault(tuple((n, value) for n, value in cell.items() if n != name), set()).add(outcome)
        if all(len(found) == 1 for found in rest.values()):
            settings = {n: values for n, values in settings.items() if n != name}
            cells = [(dict(cell), outcome) for cell, found in rest.items() for outcome in found]
    return settings, cells


def merged(
    settings: Settings, names: list[str], seen: Iterable[tuple[Cell, Any, Any]]
) -> dict[Box, dict[Any, Any]]:
    """{values of each setting in `names`: {place: outcome}}, of `seen`, the (cell, place, outcome).

    What differs in one setting, and in no outcome of a place that both have, becomes one; the last of `names`
    first.
    """
    boxes: dict[Box, dict[Any, Any]] = {
        tuple((value,) for value in values): {}
        for values in itertools.product(*(settings[name] for name in names))
    }
    for cell, place, outcome in seen:
        boxes[tuple((cell[name],) for name in names)][place] = outcome
    for i in reversed(range(len(names))):
        lines: dict[tuple[Box, Box], list[list[Any]]] = {}
        for box, found in boxes.items():
            line = lines.setdefault((box[:i], box[i + 1 :]), [])
            for one in line:
                if all(one[1].get(place, outcome) == outcome for place, outcome in found.items()):
                    one[0] += box[i]
                    one[1].update(found)
                    break
            else:
                line.append([box[i], found])
        boxes = {
            (*before, values, *after): found
            for (before, after), line in lines.items()
            for values, found in line
        }
    return {box: found for box, found in boxes.items() if found}
