"""What is measured of each, its goals, and how it is printed."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.runtime.subjects import TITLES

FIGURES = {
    "cold": "click → first output, cold",
    "second": "click → first output, second visit",
    "intent": "click → first output, after intent",
    "rerun": "re-run with reset → first output",
    "stop": "stop → ready",
    "all bytes": "loaded for a first run",
    "needed bytes": "loaded before it can begin",
}


@dataclass(frozen=True)
class Figure:
    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Figure":
        return cls(statistics.median(values), min(values), max(values))

    def text(self, unit: str) -> str:
        scale = 1e6 if unit == "MB" else 1
        median, least, most = (f"{value / scale:.2f}" for value in (self.median, self.least, self.most))
        return f"{median} {unit} ({least}–{most})"


@dataclass(frozen=True)
class Goal:
    """`figure` of `of` is at most `most` times that of `against`, or at most `most` in itself."""

    figure: str
    most: float
    against: str = ""
    of: str = "ours"

    def line(self, figures: Mapping[tuple[str, str], Figure]) -> str:
        """`figures`: {(subject, figure): Figure}"""
        bytes_ = self.figure.endswith("bytes")
        unit, scale = (" MB", 1e6) if bytes_ else (" s", 1)
        what = "goal " if self.of == "ours" else f"goal {TITLES[self.of]}: "
        what += f"{FIGURES[self.figure]}: at most "
        what += f"{self.most:g} × {TITLES[self.against]}" if self.against else f"{self.most / scale:g}{unit}"
        ours = figures.get((self.of, self.figure))
        other = figures.get((self.against, self.figure))
        if not ours or (self.against and not other):
            return f"{what}: not measured"
        value = ours.median / other.median if other else ours.median
        shown = f"{value:.2f}" if self.against else f"{value / scale:.2f}{unit}"
        return f"{what}: {'met' if value <= self.most else 'missed'}, {shown}"


GOALS = (
    Goal("cold", 0.25, "markdown-exec"),
    Goal("cold", 0.25, "pyscript"),
    Goal("cold", 4, "native"),
    Goal("cold", 0.5, "stock", of="bytecode"),
    Goal("intent", 0.1),
    Goal("rerun", 0.15),
    Goal("all bytes", 10e6),
    Goal("needed bytes", 10e6),
)


def table(names: Mapping[str, str], figures: Mapping[tuple[str, str], Figure]) -> list[str]:
    """A line for each figure, a column for each of `names`, {subject: title}."""
    cells = [["", *names.values()]]
    for figure, title in FIGURES.items():
        unit = "MB" if figure.endswith("bytes") else "s"
        values = [figures.get((name, figure)) for name in names]
        cells.append([title, *(value.text(unit) if value else "–" for value in values)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
