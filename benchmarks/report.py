"""How figures are printed, and held against their bounds."""

import statistics
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
    def met(self):
        if self.value is None:
            return False
        return self.value <= self.most if self.least is None else self.value >= self.least

    def line(self):
        limit = f"at most {self.most:g}" if self.least is None else f"at least {self.least:g}"
        limit += self.unit
        if self.value is None:
            return f"bound: {self.what}: {limit}: missed, not measured: {self.why}"
        return f"bound: {self.what}: {limit}: {'met' if self.met else 'missed'}, {self.value:.4g}{self.unit}"


def table(rows):
    """Lines with the cells of `rows` in columns: the first left, the others right."""
    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        ).rstrip()
        for line in cells
    ]


def spread(values, scale=1, digits=1):
    """The median, the least and the most, as text."""
    numbers = (f"{value / scale:.{digits}f}" for value in (median(values), min(values), max(values)))
    return "{} ({}–{})".format(*numbers)


def status(bounds):
    """The exit status: 1 if a bound is missed."""
    return int(not all(bound.met for bound in bounds))
