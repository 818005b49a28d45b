"""What the benchmark of Python in the page makes of its times. The times themselves are not tested."""

import pytest

from benchmarks.runtime.figures import Figure, Goal, table
from benchmarks.runtime.pages import locked


def test_a_figure_is_the_median_with_least_and_most():
    assert Figure.of([3.0, 1.0, 2.0]).text("s") == "2.00 s (1.00–3.00)"
    assert Figure.of([7_500_000]).text("MB") == "7.50 MB (7.50–7.50)"


def test_the_table_has_a_column_for_each_and_a_dash_for_what_was_not_measured():
    figures = {("ours", "cold"): Figure.of([1]), ("stock", "stop"): Figure.of([2])}
    head, cold, *_, stop, _, _ = table({"ours": "ours", "stock": "stock Pyodide"}, figures)
    assert head.split() == ["ours", "stock", "Pyodide"]
    assert cold.endswith("1.00 s (1.00–1.00)  –")
    assert stop.endswith("–                   2.00 s (2.00–2.00)")


@pytest.mark.parametrize(
    ("goal", "ends"),
    [
        (Goal("cold", 4, "native"), "at most 4 × python example.py: met, 4.00"),
        (Goal("cold", 3.9, "native"), "at most 3.9 × python example.py: missed, 4.00"),
        (Goal("cold", 0.25, "pyscript"), "at most 0.25 × PyScript: not measured"),
        (Goal("cold", 0.5, "native", of="bytecode"), "at most 0.5 × python example.py: missed, 2.00"),
        (Goal("intent", 0.1), "at most 0.1 s: missed, 0.20 s"),
        (Goal("all bytes", 10e6), "at most 10 MB: met, 9.00 MB"),
        (Goal("rerun", 0.15), "at most 0.15 s: not measured"),
    ],
)
def test_goals(goal, ends):
    values = {
        ("ours", "cold"): 2,
        ("native", "cold"): 0.5,
        ("bytecode", "cold"): 1,
        ("ours", "intent"): 0.2,
        ("ours", "all bytes"): 9e6,
    }
    line = goal.line({key: Figure.of([value]) for key, value in values.items()})
    assert line.startswith("goal ") and line.endswith(ends)


def test_the_wheels_are_of_the_version_that_runs_here():
    assert locked("sqlalchemy").startswith("sqlalchemy==") and "--hash=sha256:" in locked("sqlalchemy")
