"""The script that stands for a cell of a matrix does in the page what was recorded of the cell."""

import ast
import os
import random
import re

import pytest

from livedocs.databases import SETUPS
from livedocs.matrix import MATRICES, render, store
from livedocs.matrix.run import settled
from livedocs.matrix.snippets import SHOWN
from livedocs.render import browser_runtime
from livedocs.versions import INSTALLED_VERSION
from tests.harness.runs import SAID
from tests.test_runtime import Page

pytestmark = [
    pytest.mark.usefixtures("chromium"),
    pytest.mark.skipif(
        browser_runtime.manifest() is None and not os.environ.get("CI"),
        reason="not built: `make runtime` builds it",
    ),
]
SAMPLE = 60  # combinations of settings, of all matrices; each runs on every database of the page
MORE_NAMES = "from sqlalchemy import Column, String, Table, UniqueConstraint\n"
INSERT = "    session.execute(Base.metadata.tables[{name!r}].insert(), {rows!r})\n"


def script(matrix, cell, database):
    """What the explorer offers; of a matrix that it does not show, the same with that one's tables."""
    rows = render.ROWS
    if matrix is not render.MATRIX:
        head, _ = rows.split("    session.execute", 1)
        inserts = [INSERT.format(name=name, rows=values) for name, values in matrix.rows(cell).items()]
        rows = f"{head}{''.join(inserts)}    session.commit()\n"
    source = render.script(matrix.models(cell), matrix.action(cell), database, rows)
    if matrix is not render.MATRIX:
        source = MORE_NAMES + source.removesuffix(render.END)
    return source.replace(", echo=True", "")


def statements(run, source):
    """What the action sent, from where it is shown to the end of the script's own check, as it is recorded."""
    lines = source.split("\n")
    first = next(i for i, line in enumerate(lines, 1) if line.strip() == SHOWN)
    end = source[: source.rindex(render.END)].count("\n") + 1 if render.END in source else len(lines)
    found = []
    for event in run["log"]:
        if event["kind"] == "statement" and first < event["line"] <= end:
            values = ast.literal_eval(event["parameters"] or "()")
            many = isinstance(values, list)
            values = [list(v.values() if isinstance(v, dict) else v) for v in (values if many else [values])]
            sql = " ".join(" ".join(event["sql"]).split())
            found.append([sql, values if many else values[0], event.get("rowcount")])
    return settled(found)


def compared(run, source, recorded, exact):
    """(what the page did, what was recorded), each as far as both say it; `exact` compares messages too."""
    here, there = {}, {}
    error = run.get("exception")
    here["error"] = error and error["type"].rsplit(".", 1)[-1]
    there["error"] = recorded["error"] and recorded["error"][1]
    if recorded["error"] and error and exact:
        there["message"] = recorded["error"][2]
        said = re.sub(r"0x[0-9a-f]+", "0x…", error["message"])  # as the record has addresses of objects
        here["message"] = there["message"] if there["message"] in said else said
    if recorded["rows"] is not None:
        here["rows"] = {name: table["rows"] for name, table in run["rows"][-1]["tables"].items()}
        there["rows"] = recorded["rows"]
        here["statements"] = [statement[:2] for statement in statements(run, source)]
        there["statements"] = [statement[:2] for statement in recorded["statements"]]
    return here, there


@pytest.mark.sqlalchemy
def test_a_sample_of_the_cells_does_in_the_page_what_is_recorded(open_page, request):
    seed = random.randrange(10**6)
    cells = [(matrix, i, cell) for matrix in MATRICES.values() for i, cell in enumerate(matrix.cells())]
    chosen = random.Random(seed).sample(cells, SAMPLE - 2 * len(MATRICES))
    for matrix in MATRICES.values():  # the small ones are not left to chance
        chosen += random.Random(seed).sample([one for one in cells if one[0] is matrix], 2)
    recorded = {name: store.unpack(store.read(matrix)) for name, matrix in MATRICES.items()}
    runtime = Page(open_page("/en/tested/", locale="en-US"))
    ran, different = 0, []
    for database in SETUPS:
        if (name := render.in_page(database)) is None:
            continue
        for matrix, number, cell in chosen:
            source = script(matrix, cell, database)
            done = runtime.run(source, database=name)
            assert done["status"] == "done", f"seed {seed}, {database}, {matrix.name}, {cell}: {done}"
            seen = recorded[matrix.name][INSTALLED_VERSION, database][number]
            # The page's PostgreSQL is newer than the recorded one, and words RESTRICT otherwise.
            exact = database != "postgresql" or "RESTRICT" not in source
            here, there = compared(done["run"], source, seen, exact)
            ran += 1
            if here != there:
                different.append(f"{database}, {matrix.name}, {cell}\n{here}\n{there}\n{source}")
    request.config.stash[SAID].append(
        f"in the page, {ran - len(different)} of {ran} cells of the matrices did what is recorded"
    )
    assert ran >= 3 * SAMPLE
    assert different == [], f"seed {seed}: {len(different)} of {ran} differ\n" + "\n\n".join(different[:5])


@pytest.mark.sqlalchemy
def test_a_wrong_record_is_found(open_page):
    """A cell that leaves rows pointing at nothing without the checks is refused with them."""
    matrix = render.MATRIX
    recorded = store.unpack(store.read(matrix))
    unchecked, checked = (recorded[INSTALLED_VERSION, database] for database in ("sqlite_off", "sqlite"))
    number = next(i for i, seen in enumerate(checked) if seen["error"] and not unchecked[i]["error"])
    cell = matrix.cells()[number]
    runtime = Page(open_page("/en/tested/", locale="en-US"))
    source = script(matrix, cell, "sqlite")
    run = runtime.run(source)["run"]
    here, there = compared(run, source, checked[number], exact=True)
    assert here == there
    here, there = compared(run, source, unchecked[number], exact=True)
    assert here["error"] != there["error"] and here["rows"] != there["rows"]
    without = script(matrix, cell, "sqlite_off")
    here, there = compared(runtime.run(without)["run"], without, unchecked[number], exact=True)
    assert here == there
