"""Writes down what every cell did, in a compact form, and reads it again.

``recorded/<matrix>.json`` holds each different text, statement list and result once; a cell is the number
of its result. The cells of one database and version stand in the order of `Matrix.product`; an impossible
one is negative: -1 for the first of ``impossible``, and so on. ``provenance`` says who ran the cells:
{version: {database: `livedocs.content.result.Provenance`}}.
"""

import json
import logging
import multiprocessing
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from livedocs import Diagnostic, databases
from livedocs.content.provenance import Notes, validated
from livedocs.databases import SETUPS, UNCHECKED
from livedocs.execution.executor import provenance_of
from livedocs.execution.servers import Server, Unavailable
from livedocs.matrix import MATRICES
from livedocs.matrix.model import Matrix, Outcome, title
from livedocs.matrix.run import CellRunner
from livedocs.versions import MAIN_VERSION, VERSIONS

FOLDER = Path(__file__).parent / "recorded"
PROCESSES = 2

Runs = dict[tuple[str, str], list[Outcome]]  # (SQLAlchemy version, database) -> the cells' outcomes


def path(matrix: Matrix) -> Path:
    return FOLDER / f"{matrix.name}.json"


class Pool:
    """Different values, each with a number."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        key = json.dumps(value, ensure_ascii=False)
        if key not in self.numbers:
            self.numbers[key] = len(self.values)
            self.values.append(value)
        return self.numbers[key]


def pack(matrix: Matrix, runs: Runs) -> dict[str, Any]:
    """The data to write. `runs` maps (version, database) to the outcomes of `matrix.cells()`."""
    texts, results, reasons = Pool(), Pool(), Pool()
    cells: dict[str, dict[str, list[int]]] = {}
    for (version, database), outcomes in sorted(runs.items(), key=_order):
        following = iter(outcomes)
        numbers = []
        for cell in matrix.product():
            reason = matrix.impossible(cell)
            if reason is not None:
                numbers.append(-1 - reasons.number(reason))
                continue
            outcome = next(following)
            statements = [[texts.number(sql), *rest] for sql, *rest in outcome["statements"]]
            numbers.append(results.number([outcome["error"], statements, outcome["rows"]]))
        cells.setdefault(version, {})[database] = numbers
    return {
        "settings": matrix.settings,
        "impossible": reasons.values,
        "texts": texts.values,
        "results": results.values,
        "cells": cells,
    }


def _order(item: tuple[tuple[str, str], Any]) -> tuple[int, int]:
    (version, database), _ = item
    return VERSIONS.index(version), SETUPS.index(database)


def results(data: dict[str, Any]) -> list[Outcome]:
    """The different results in `data`, each as `CellRunner.run` gave it."""
    return [
        {
            "error": error,
            "statements": [[data["texts"][number], *rest] for number, *rest in statements],
            "rows": rows,
        }
        for error, statements, rows in data["results"]
    ]


def unpack(data: dict[str, Any]) -> Runs:
    """The outcomes of each (version, database), as `pack` takes them."""
    outcomes = results(data)
    return {
        (version, database): [outcomes[number] for number in numbers if number >= 0]
        for version, by_database in data["cells"].items()
        for database, numbers in by_database.items()
    }


def write(matrix: Matrix, runs: Runs, made: Notes) -> None:
    """Writes the file, a line for each text and result, and one for each value of the first setting.

    `made` says who ran them, {version: {database: `Provenance`}}.
    """
    data = pack(matrix, runs)
    first = len(next(iter(matrix.settings.values())))
    lines = ["{"]
    for key in ("settings", "impossible", "texts", "results"):
        values = data[key]
        if isinstance(values, dict):
            inner = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in values.items()]
            lines.append(f'"{key}": {{\n ' + ",\n ".join(inner) + "\n},")
        else:
            inner = [json.dumps(value, ensure_ascii=False) for value in values]
            lines.append(f'"{key}": [\n ' + ",\n ".join(inner) + "\n],")
    notes = []
    for version, by_database in data["cells"].items():
        known = made.get(version, {})
        inner = [
            f'"{database}": {json.dumps(known[database])}' for database in by_database if database in known
        ]
        if inner:
            notes.append(f'"{version}": {{\n  ' + ",\n  ".join(inner) + "\n }")
    if notes:
        lines.append('"provenance": {\n ' + ",\n ".join(notes) + "\n},")
    versions = []
    for version, by_database in data["cells"].items():
        parts = []
        for database, numbers in by_database.items():
            size = len(numbers) // first
            rows = [
                json.dumps(numbers[i : i + size], separators=(",", ":"))[1:-1]
                for i in range(0, len(numbers), size)
            ]
            parts.append(f'"{database}": [\n  ' + ",\n  ".join(rows) + "\n ]")
        versions.append(f'"{version}": {{\n ' + ",\n ".join(parts) + "\n}")
    lines.append('"cells": {\n' + ",\n".join(versions) + "\n}")
    lines.append("}")
    FOLDER.mkdir(exist_ok=True)
    path(matrix).write_text("\n".join(lines) + "\n", "utf-8")


def read(matrix: Matrix) -> dict[str, Any]:
    """What is recorded, as a dict.

    Raises `Diagnostic` if it cannot be read, has other settings than `matrix`, or lacks a version or a
    database.
    """
    data = _read(matrix)
    for version in VERSIONS:
        recorded = data["cells"].get(version, {})
        for database in SETUPS:
            if database not in recorded:
                on = f" on {title(database)}" if recorded else ""
                command = "make matrix" if version == MAIN_VERSION else f"make matrix SQLALCHEMY={version}"
                raise Diagnostic(
                    path(matrix), 1, f"it has no results with SQLAlchemy {version}{on}. Run `{command}`"
                )
    return data


def has_database(matrix: Matrix, database: str) -> bool:
    """Whether anything is recorded on `database` with the main SQLAlchemy, or the file cannot be read."""
    try:
        return database in _read(matrix)["cells"].get(MAIN_VERSION, {})
    except Diagnostic:
        return True  # reported where it is read


def _read(matrix: Matrix) -> dict[str, Any]:
    """What is recorded, whatever the versions and databases."""
    file = path(matrix)
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Diagnostic(
            file, getattr(error, "lineno", 1), f"this cannot be read ({error}). Run `make matrix`"
        ) from error
    wanted = {name: list(values) for name, values in matrix.settings.items()}
    if data.get("settings") != wanted:
        raise Diagnostic(file, 1, "it was recorded for other settings. Run `make matrix SQLALCHEMY=all`")
    validated(data.get("provenance"), file, "make matrix SQLALCHEMY=all")
    return data


@contextmanager
def cell_runner(database: str) -> Iterator[CellRunner]:
    """A `CellRunner` on `database`, for as long as the block lasts. Raises `Unavailable`."""
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # it logs the pipelines that a failed statement ends
    with ExitStack() as stack:
        url = server = None
        base = databases.MAIN if database == UNCHECKED else database
        if databases.DATABASES[base].is_server:
            server = Server(database)
            stack.callback(server.close)
            url, _ = stack.enter_context(server.scratch())
        runner = CellRunner(url, checks=database != UNCHECKED)
        runner.provenance = provenance_of(base, server)
        stack.callback(runner.close)
        yield runner


def run_all(name: str, database: str, progress: Any) -> tuple[list[Outcome], Any]:
    """The outcomes of every cell of the matrix `name` on `database`, and who ran them.

    `progress` is a queue that counts them.
    """
    matrix = MATRICES[name]
    outcomes = []
    with cell_runner(database) as runner:
        for cell in matrix.cells():
            outcomes.append(runner.run(matrix, cell))
            progress.put(1)
        return outcomes, runner.provenance


def main(names: list[str], version: str, chosen: tuple[str, ...] = SETUPS) -> int:
    """The command ``python -m livedocs matrix``: runs matrices and writes them; returns its exit status."""
    context = multiprocessing.get_context("spawn")
    status = 0
    with context.Manager() as manager, context.Pool(PROCESSES) as pool:
        for name in names or MATRICES:
            matrix = MATRICES[name]
            progress, total = manager.Queue(), len(matrix.cells()) * len(chosen)
            start = time.monotonic()
            jobs = {d: pool.apply_async(run_all, (name, d, progress)) for d in chosen}
            done = 0
            while not all(job.ready() for job in jobs.values()):
                time.sleep(0.2)
                while not progress.empty():
                    done += progress.get()
                show(name, done, total, time.monotonic() - start)
            show(name, total, total, time.monotonic() - start, "\n")
            try:
                data = _read(matrix)
                made = data["provenance"]
                runs = {
                    (v, d): seen for (v, d), seen in unpack(data).items() if v in VERSIONS and d in SETUPS
                }
            except Diagnostic:
                runs, made = {}, {}
            for database, job in jobs.items():
                try:
                    runs[version, database], made.setdefault(version, {})[database] = job.get()
                except Unavailable as error:
                    print(f"NOT RECORDED on {title(database)}: {error}", file=sys.stderr)
                    status = 1
            write(matrix, runs, made)
    return status


def show(name: str, done: int, total: int, seconds: float, end: str = "\r") -> None:
    """Writes how far the matrix `name` is, after `seconds`; outside a terminal, only once it is done."""
    if end == "\r" and not sys.stdout.isatty():
        return
    width = 30
    bar = "█" * (done * width // total) + "·" * (width - done * width // total)
    print(
        f"{name:20} {bar} {done:6} of {total} cells, {done / max(seconds, 0.01):4.0f} a second",
        end=end,
        flush=True,
    )
