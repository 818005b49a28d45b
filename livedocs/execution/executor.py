"""Runs an example or a claim on a database, and checks that it ended as it says."""

import importlib.metadata
import json
import platform
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Self, cast

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from livedocs import ROOT, relative
from livedocs.content.claims import Claim
from livedocs.content.examples import Example
from livedocs.content.result import Provenance, Run, Snapshot, Value
from livedocs.databases import DATABASES, UNCHECKED, database_of
from livedocs.execution.result_file import Declared
from livedocs.execution.runner import TIMEOUT, RunFailed, Runner
from livedocs.execution.servers import PUBLIC_NAME, Server, Unavailable

WORKERS = 2  # examples that run at a time
PAUSE = 1.1  # seconds after which a time that is read again is another one: some columns hold whole seconds


class Executor:
    """Where examples run: one runner, and the database servers that answer.

    `missing` maps the name of a database to why its server cannot be used. A `runner` that is given stays
    open.
    """

    def __init__(self, databases: Sequence[str] = tuple(DATABASES), runner: Runner | None = None) -> None:
        self.runner = runner or Runner()
        self.owns_runner = runner is None
        self.servers: dict[str, Server] = {}
        self.missing: dict[str, str] = {}
        for name in databases:
            if DATABASES[name].is_server:
                try:
                    self.servers[name] = Server(name)
                except Unavailable as error:
                    self.missing[name] = str(error)
        self.databases = tuple(name for name in databases if name not in self.missing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.owns_runner:
            self.runner.close()
        with ExitStack() as stack:  # one that fails does not keep the others from closing
            for server in self.servers.values():
                stack.callback(server.close)

    def provenance(self, database: str) -> Provenance:
        """The versions of what makes the runs on `database`, one of `databases`."""
        return provenance_of(database, self.servers.get(database))

    def run(
        self, example: Example, database: str, timeout: float = TIMEOUT, runner: Runner | None = None
    ) -> tuple[Run, Declared]:
        """Runs `example` on `database`, for `timeout` seconds at most.

        A script whose header says that columns vary runs twice. Returns the run as it is recorded, and what
        else is known of it. Raises `Diagnostic` where the script does not do what its header says.
        """
        result = self._run(example, database, timeout, runner or self.runner)
        if example.varies:
            time.sleep(PAUSE)
            later = self._run(example, database, timeout, runner or self.runner)
            check_varying(example, database, result["rows"], later["rows"])
            hide_varying(result["rows"], example.varies)
        for dialect in result.pop("dialects"):
            if dialect != database:
                raise example.problem(
                    None,
                    f"on {database} the script uses {dialect}. "
                    'Make its engine with `create_engine("sqlite://")`, '
                    f"which is led to each database, or write `# databases: {dialect}` at its top",
                )
        declared: Declared = {
            "tables": result.pop("tables"),
            "mappers": result.pop("mappers"),
            "lines": result.pop("lines"),
        }
        check_ending(example, database, result)
        return cast(Run, {"script": example.digest, **result}), declared

    def check(
        self, claim: Claim, setup: str, values: Mapping[str, Any], timeout: float = TIMEOUT
    ) -> set[int]:
        """Tries `claim` on one of `SETUPS`, with these values of its variables.

        Returns the lines of the assertions that ran. Raises `Diagnostic` where one fails, or none ran.
        """
        database = database_of(setup)
        where = ", ".join(
            [database.title + (" with its checks off" if setup == UNCHECKED else "")]
            + [f"{name} = {value!r}" for name, value in values.items()]
        )
        with ExitStack() as stack:
            url = None
            if database.is_server:
                url, _ = stack.enter_context(self.servers[database.name].scratch())
            try:
                source, name = claim.with_values(values), relative(claim.path)
                result = self.runner.check(source, name, url, setup != UNCHECKED, timeout)
            except RunFailed as failed:
                raise claim.problem(1, f"on {where}: {failed}") from failed
        if error := result.get("exception"):
            line = error["line"] or 1
            text = source.split("\n")[line - 1].strip()
            why = f"{error['type']}: {error['message']}".removesuffix(": ")
            raise claim.problem(line, f"on {where}, {text!r} ends in {why}")
        if not result["asserted"]:
            raise claim.problem(1, f"on {where}, no assertion of this runs, so that nothing is tried")
        return set(result["asserted"])

    def _run(self, example: Example, database: str, timeout: float, runner: Runner) -> dict[str, Any]:
        """What `example` does on `database`, as `livedocs.execution.capture.run` returns it."""
        with ExitStack() as stack:
            url = scratch = None
            if DATABASES[database].is_server:
                try:
                    url, scratch = stack.enter_context(self.servers[database].scratch())
                except SQLAlchemyError as error:
                    why = str(getattr(error, "orig", error)).strip().splitlines()[0]
                    raise example.problem(
                        None, f"{DATABASES[database].title} gives no database to run it on: {why}"
                    ) from error
            try:
                result = runner.run_source(example.source, relative(example.path), url, timeout)
            except RunFailed as failed:
                raise example.problem(None, f"on {database} {failed}") from failed
        text = json.dumps(result, ensure_ascii=False)
        for own, public in ((scratch, PUBLIC_NAME), (f"{ROOT}/", "")):  # what is not the script's own
            text = text.replace(own, public) if own else text
        public_result: dict[str, Any] = json.loads(text)
        return public_result


def provenance_of(database: str, server: Server | None) -> Provenance:
    """The versions of what makes runs on `database`; `server` is None for SQLite, which has none."""
    return {
        "sqlalchemy": sqlalchemy.__version__,
        "python": platform.python_version(),
        "server": server.version if server else sqlite3.sqlite_version,
        "drivers": {name: importlib.metadata.version(name) for name in DATABASES[database].packages},
    }


def hide_varying(states: list[Snapshot], columns: Sequence[str]) -> None:
    """Replaces the digits in these columns' values, which are others on each run, by ``#``."""
    for state in states:
        for table in state["tables"].values():
            places = [i for i, name in enumerate(table["columns"]) if name in columns]
            for row in table["rows"]:
                for i in places:
                    row[i] = row[i] and re.sub(r"\d", "#", str(row[i]))


def _values(states: list[Snapshot], columns: Sequence[str]) -> Iterator[tuple[str, str, Value]]:
    """The values in these columns, in all states: (table, column, value)."""
    for state in states:
        for name, table in state["tables"].items():
            for row in table["rows"]:
                cells = zip(table["columns"], row, strict=True)
                yield from ((name, column, value) for column, value in cells if column in columns)


def check_varying(example: Example, database: str, states: list[Snapshot], later: list[Snapshot]) -> None:
    """Raises `Diagnostic` unless what `hide_varying` hides in `states` is something else in a `later` run."""
    line, seen = example.header_line("varies"), set()
    for one, other in zip(_values(states, example.varies), _values(later, example.varies), strict=False):
        table, column, value = one
        seen.add(column)
        if one == other and re.search(r"\d", str(value)):
            raise example.problem(
                line,
                f"its header says that {column} varies, but on {database} two runs both left {value!r} in "
                f"{table}.{column}, and the record would hide it. Take {column} out of `# varies:`",
            )
    missing = [column for column in example.varies if column not in seen]
    if missing and database == example.databases[0]:  # on another one, it may fail before it has any rows
        raise example.problem(
            line,
            f"its header says that {missing[0]} varies, but it left no row with such a column. "
            f"Take {missing[0]} out of `# varies:`",
        )


def check_ending(example: Example, database: str, result: Mapping[str, Any]) -> None:
    """Raises `Diagnostic` unless the run ended, and warned, as the script's header says."""
    error, expected = result.get("exception"), example.raises.get(database)
    name = error["type"].rsplit(".", 1)[-1] if error else None
    if error and name != expected:
        raise example.problem(
            error["line"],
            f"on {database} the script ends in {error['type']}: {error['message']}\n"
            f"If it is meant to, write `# raises: {name} on {database}` at its top",
        )
    if expected and not error:
        raise example.problem(
            None,
            f"its header says that it raises {expected} on {database}, but it finished without an error. "
            "Correct the header",
        )
    expected, seen = example.warns.get(database), set()
    for warning in result["warnings"]:
        category = warning["category"].rsplit(".", 1)[-1]
        seen.add(category)
        if category != expected:
            raise example.problem(
                warning["line"],
                f"on {database} the script warns: {category}: {warning['message']}\n"
                f"If it is meant to, write `# warns: {category} on {database}` at its top",
            )
    if expected and expected not in seen:
        raise example.problem(
            None,
            f"its header says that it warns with {expected} on {database}, but it did not. "
            "Correct the header",
        )
