"""How measured values are printed, and compared with their bounds."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

median = statistics.median


@dataclass(frozen=True)
class Bound:
    """`what` is at most `most`, or at least `least`.

    `value` is None where it could not be measured, for the reason `why`.
    """

    what: str
    value: float | None
    most: float | None = None
    least: float | None = None
    unit: str = ""
    why: str = ""

    @property
    def met(self) -> bool:
        if self.value is None:
            return False
        above = self.most is not None and self.value > self.most
        below = self.least is not None and self.value < self.least
        return not above and not below

    def line(self) -> str:
        """``bound: WHAT: at most 1: met, 0.5``"""
        limit = f"at most {self.most:g}" if self.least is None else f"at least {self.least:g}"
        limit += self.unit
        if self.value is None:
            return f"bound: {self.what}: {limit}: missed, not measured: {self.why}"
        return f"bound: {self.what}: {limit}: {'met' if self.met else 'missed'}, {self.value:.4g}{self.unit}"


def table(rows: Iterable[Iterable[object]]) -> list[str]:
    """Lines with the cells of `rows` in columns: the first left, the others right."""
    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def spread(values: Sequence[float], scale: float = 1, digits: int = 1) -> str:
    """The median, the least and the most, each divided by `scale`: ``2.5 (1.0–3.0)``."""
    numbers = (f"{value / scale:.{digits}f}" for value in (median(values), min(values), max(values)))
    return "{} ({}–{})".format(*numbers)


def status(bounds: Iterable[Bound]) -> int:
    """The exit status: 1 if a bound is missed."""
    return int(not all(bound.met for bound in bounds))
