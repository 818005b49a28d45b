"""Runs the cells of a `Matrix` on one database, over one connection, each on fresh tables."""

import itertools
import re
from functools import cache
from types import CodeType
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from livedocs.content.result import Provenance
from livedocs.execution.servers import OURS, PUBLIC_NAME
from livedocs.matrix.model import Cell, Matrix, Outcome
from livedocs.matrix.snippets import SHOWN

PREAMBLE = """\
from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


"""


class CellRunner:
    """One connection to one database, and what its statements were.

    `url` is that of an empty database of ours; None stands for SQLite in memory. `checks` switches
    SQLite's foreign key checks.
    """

    def __init__(self, url: str | None = None, checks: bool = True) -> None:
        self.engine = create_engine(url or "sqlite://", poolclass=StaticPool)
        if url is None:
            event.listen(
                self.engine,
                "connect",
                lambda connection, _: connection.execute(f"PRAGMA foreign_keys={'ON' if checks else 'OFF'}"),
            )
        self.provenance: Provenance | None = None  # the versions of what runs the cells, where that matters
        self.statements: list[list[Any]] = []
        event.listen(self.engine, "before_cursor_execute", self._before)
        event.listen(self.engine, "after_cursor_execute", self._after)

    def close(self) -> None:
        self.engine.dispose()

    def _before(
        self, connection: Any, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        self.statements.append([" ".join(sql.split()), plain(sql, parameters, executemany), None])

    def _after(
        self, connection: Any, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        if sql.lstrip()[:6] in ("UPDATE", "DELETE"):
            self.statements[-1][2] = cursor.rowcount

    def run(self, matrix: Matrix, cell: Cell) -> Outcome:
        """What happened, as a dict: ``error`` (stage, class, message) or None; ``statements``, each
        [SQL, parameters, rows or None]; ``rows``, {table: [[value]]}, or None if there are no tables."""
        outcome: Outcome = {"error": None, "statements": [], "rows": None}
        try:
            names, code = prepared(matrix.models(cell), matrix.action(cell))
        except SQLAlchemyError as error:
            return {**outcome, "error": ["configure", *described(error)]}
        metadata = names["Base"].metadata
        with self.engine.connect() as connection:
            try:
                metadata.create_all(connection)
                connection.commit()
            except SQLAlchemyError as error:
                connection.rollback()
                metadata.drop_all(connection)
                connection.commit()
                return {**outcome, "error": ["create_all", *described(error)]}
            for name, rows in matrix.rows(cell).items():
                connection.execute(metadata.tables[name].insert(), rows)
            connection.commit()
        self.statements = []
        try:
            exec(code, {**names, "engine": self.engine, "shown": lambda: self.statements.clear()})
        except Exception as error:
            outcome["error"] = ["run", *described(error)]
        outcome["statements"], self.statements = settled(self.statements), []
        with self.engine.connect() as connection:
            outcome["rows"] = {
                table.name: [
                    list(row) for row in connection.execute(table.select().order_by(*table.primary_key))
                ]
                for table in metadata.tables.values()
            }
            connection.rollback()
            metadata.drop_all(connection)
            connection.commit()
        return outcome


@cache
def models(source: str) -> dict[str, Any] | SQLAlchemyError:
    """The names that the models' source declares, their mappers configured; or the error."""
    names: dict[str, Any] = {"__name__": "cell"}
    exec(compile(PREAMBLE + source, "models", "exec", dont_inherit=True), names)
    try:
        names["Base"].registry.configure()
    except SQLAlchemyError as error:
        return error
    return names


@cache
def compiled(source: str) -> CodeType:
    return compile(source.replace(SHOWN, "shown()"), "action", "exec", dont_inherit=True)


def prepared(source: str, action: str) -> tuple[dict[str, Any], CodeType]:
    """The names that the models declare, and the compiled action. Raises what the models raised."""
    names = models(source)
    if isinstance(names, Exception):
        raise names
    return names, compiled(action)


def described(error: BaseException) -> list[str]:
    """The class and the first line of the message, without what differs between runs."""
    original = getattr(error, "orig", None)
    message = str(original if original is not None else error)
    if original is not None and len(original.args) == 2 and isinstance(original.args[0], int):
        message = str(original.args[1])  # MariaDB: (number, message)
    message = OURS.sub(PUBLIC_NAME, message.strip().split("\n")[0])
    message = re.sub(r"\b0x[0-9a-f]{6,}", "0x…", message)
    return [type(error).__name__, re.sub(r" \(Background on.*", "", message)]


def settled(statements: list[list[Any]]) -> list[list[Any]]:
    """The statements, those that have no order of their own in one.

    A session that reads the collections of several objects, or deletes their rows of an association table,
    takes the objects as they come out of a set.
    """
    result = []
    for sql, group in itertools.groupby(statements, key=lambda statement: statement[0]):
        same = list(group)
        if sql.startswith("SELECT"):
            same.sort(key=lambda statement: statement[1])
        result += same
    for sql, parameters, _ in result:
        if sql.startswith("DELETE") and parameters and isinstance(parameters[0], list):
            parameters.sort()
    return result


def plain(sql: str, parameters: Any, executemany: bool) -> list[Any]:
    """The parameters as lists of values, in the order of the statement."""

    def one(values: Any) -> list[Any]:
        if isinstance(values, dict):
            return [values[name] for name in sorted(values, key=lambda name: sql.find(f"%({name})s"))]
        return list(values or [])

    return [one(values) for values in parameters] if executemany else one(parameters)
