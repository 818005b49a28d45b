"""Runs one script inside the current process and writes down everything it does.

This module runs in a child forked for one script and is never imported elsewhere: it patches
`create_engine`, listens on every engine and replaces the standard streams, and nothing is undone.
"""

import atexit
import builtins
import contextlib
import gc
import importlib.machinery
import io
import logging
import os
import sys
import threading
import traceback
import types
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy
import sqlalchemy.dialects.mysql
import sqlalchemy.dialects.postgresql  # declares tables of its own: before anything listens
import sqlalchemy.dialects.sqlite
import sqlalchemy.engine
import sqlalchemy.ext.asyncio
import sqlalchemy.orm
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import Connection, Dialect, Engine

from livedocs.content.examples import statement_starts
from livedocs.content.result import (
    Column,
    ForeignKey,
    Mapper,
    Raised,
    Relationship,
    Snapshot,
    Table,
    TableRows,
    Value,
    Warned,
)
from livedocs.databases import DATABASES

# Arguments that only suit the in-memory SQLite engine of the scripts.
SQLITE_ONLY_ARGUMENTS = ("connect_args", "poolclass")


class Stream(io.TextIOBase):
    """A text stream whose writes become events in the log, in order with the SQL."""

    def __init__(self, log: "Log", kind: str, printed: Callable[[str], object] | None = None) -> None:
        self.log, self.kind, self.printed = log, kind, printed

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            text = text.encode("utf-8", "backslashreplace").decode()
            self.log.text(self.kind, text)
            if self.printed:
                self.printed(text)
        return len(text)


class Log:
    """The events of one run, in the order in which they happened.

    Each event is a dict with ``kind`` and ``line``: the first line of the script's statement that
    was running, or None. Kinds: print, error_stream, statement, begin, commit, rollback, savepoint,
    rollback_savepoint, release_savepoint.
    """

    def __init__(self, filename: str, source: str) -> None:
        self.events: list[dict[str, Any]] = []
        self.open = True
        self.filename = filename
        self.starts = statement_starts(source)

    def line(self) -> int | None:
        frame: types.FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                return self.starts.get(frame.f_lineno, frame.f_lineno)
            frame = frame.f_back
        return self._line_behind_greenlet()

    def _line_behind_greenlet(self) -> int | None:
        # An AsyncSession runs the ORM in a greenlet; the script waits in the parent's frames.
        greenlet: Any = sys.modules.get("greenlet")
        current: Any = greenlet and greenlet.getcurrent().parent
        while current is not None:
            frame: types.FrameType | None = current.gr_frame
            while frame is not None:
                if frame.f_code.co_filename == self.filename:
                    return self.starts.get(frame.f_lineno, frame.f_lineno)
                frame = frame.f_back
            current = current.parent
        return None

    def add(self, kind: str, **values: Any) -> dict[str, Any] | None:
        """The new event; None once the script has ended."""
        if not self.open:
            return None
        self.events.append({"kind": kind, "line": self.line(), **values})
        return self.events[-1]

    def text(self, kind: str, text: str) -> None:
        last = self.events[-1] if self.events else None
        line = self.line()
        if last and last["kind"] == kind and last["line"] == line:
            last["text"] += text
        else:
            self.events.append({"kind": kind, "line": line, "text": text})


class Lines:
    """Notes which lines of the script, and of the modules beside it, run.

    `executed` fills up: numbers of lines of the script, and "package/module.py:3" for a module's.
    """

    def __init__(self, filename: str) -> None:
        self.executed: set[int | str] = set()
        self.names: dict[str, str] = {}  # file name in code -> how its lines are noted
        self.folder = os.path.dirname(os.path.abspath(filename))
        sys.path.insert(0, self.folder)
        sys.path_hooks.insert(0, self.finder)
        sys.dont_write_bytecode = True
        if sys.version_info >= (3, 12):
            sys.monitoring.use_tool_id(sys.monitoring.COVERAGE_ID, "livedocs")
            sys.monitoring.register_callback(
                sys.monitoring.COVERAGE_ID, sys.monitoring.events.LINE, self.line_event
            )

    def finder(self, path: str) -> importlib.machinery.FileFinder:
        """A path hook: what is imported from below the script's folder is followed."""
        if not f"{path}/".startswith(f"{self.folder}/"):
            raise ImportError(path)
        lines = self

        class Loader(importlib.machinery.SourceFileLoader):
            def get_code(self, name: str) -> types.CodeType | None:
                code = super().get_code(name)
                if code is not None:
                    lines.follow(code, os.path.relpath(self.path, lines.folder) + ":")
                return code

        return importlib.machinery.FileFinder(path, (Loader, [".py"]))

    def follow(self, code: types.CodeType, name: str = "") -> None:
        self.names[code.co_filename] = name
        if sys.version_info >= (3, 12):
            waiting = [code]
            while waiting:  # the script's own code only: everything else runs at full speed
                inner = waiting.pop()
                sys.monitoring.set_local_events(sys.monitoring.COVERAGE_ID, inner, sys.monitoring.events.LINE)
                waiting += [constant for constant in inner.co_consts if isinstance(constant, types.CodeType)]

    def note(self, filename: str, line: int) -> None:
        name = self.names[filename]
        self.executed.add(f"{name}{line}" if name else line)

    def line_event(self, code: types.CodeType, line: int) -> Any:
        self.note(code.co_filename, line)
        if sys.version_info >= (3, 12):
            return sys.monitoring.DISABLE
        return None

    def start(self) -> None:
        if sys.version_info < (3, 12):
            threading.settrace(self.trace)
            sys.settrace(self.trace)

    def trace(self, frame: types.FrameType, what: str, argument: Any) -> Any:
        if frame.f_code.co_filename not in self.names:
            return None
        if what == "line":
            self.note(frame.f_code.co_filename, frame.f_lineno)
        return self.trace


def redirect_engines(url: str | None, async_url: str | None) -> None:
    """Makes `create_engine("sqlite…")` connect to `url` instead; None leaves the script's own."""
    real = sqlalchemy.create_engine
    real_async = sqlalchemy.ext.asyncio.create_async_engine

    def redirected(original: Callable[..., Any], target: str | None) -> Callable[..., Any]:
        def create_engine(url: str | URL, **arguments: Any) -> Any:
            given = url
            if target is not None and make_url(given).get_backend_name() == "sqlite":
                given = target
                for name in SQLITE_ONLY_ARGUMENTS:
                    arguments.pop(name, None)
            return original(given, **arguments)

        return create_engine

    modules: tuple[Any, ...] = (sqlalchemy, sqlalchemy.engine, sqlalchemy.engine.create)
    for module in modules:
        module.create_engine = redirected(real, url)
    sqlalchemy.ext.asyncio.create_async_engine = redirected(real_async, async_url)


def plain(value: Any) -> Value:
    """A database value as JSON can hold it."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def sortable(value: Value) -> tuple[int, str, float]:
    """Something by which values of any type, and None, can be put in order."""
    return (
        (2, "", value)
        if isinstance(value, (int, float))
        else (0, "", 0)
        if value is None
        else (1, str(value), 0)
    )


class Rows:
    """Reads the rows of every table through a DBAPI connection, unseen by SQLAlchemy's events."""

    def __init__(self) -> None:
        self.order: list[str] = []  # table names as the script declares them
        self.declared: dict[str, sqlalchemy.Table] = {}
        self.snapshots: list[Snapshot] = []

    def declare(self, table: sqlalchemy.Table) -> None:
        if table.name not in self.order:
            self.order.append(table.name)
        self.declared[table.name] = table

    def read(self, dialect: Dialect, connection: Any) -> dict[str, TableRows]:
        """{name of a table: its columns and rows}, over a DBAPI `connection`."""
        quote = dialect.identifier_preparer.quote
        cursor = connection.cursor()
        try:
            cursor.execute(DATABASES[dialect.name].list_tables)
            names = [row[0] for row in cursor.fetchall()]
            rank = {name: i for i, name in enumerate(self.order)}
            tables: dict[str, TableRows] = {}
            for name in sorted(names, key=lambda name: (rank.get(name, len(rank)), name)):
                table = self.declared.get(name)
                key = [column.name for column in table.primary_key] if table is not None else []
                cursor.execute(f"SELECT * FROM {quote(name)}")
                columns = [column[0] for column in cursor.description]
                rows = [[plain(value) for value in row] for row in cursor.fetchall()]
                places = [columns.index(column) for column in key if column in columns] or range(len(columns))
                rows.sort(key=lambda row: [sortable(row[place]) for place in places])
                tables[name] = {"columns": columns, "rows": rows}
            return tables
        finally:
            cursor.close()

    def keep(self, line: int | None, tables: dict[str, TableRows]) -> None:
        """Adds a snapshot if it differs from the last one."""
        if not self.snapshots or self.snapshots[-1]["tables"] != tables:
            self.snapshots.append({"line": line, "tables": tables})


def listen(log: Log, rows: Rows) -> None:
    """Logs what every engine of the process emits, and the rows after each commit."""
    dialects: set[Dialect] = set()

    @event.listens_for(Engine, "engine_connect")
    def watch_commits(connection: Connection) -> None:
        dialect: Any = connection.dialect
        if dialect in dialects:
            return
        dialects.add(dialect)
        do_commit = dialect.do_commit

        def commit_and_read(dbapi_connection: Any) -> None:
            do_commit(dbapi_connection)
            if log.open:
                rows.keep(log.line(), rows.read(dialect, dbapi_connection))
                dbapi_connection.rollback()  # the SELECTs above began a transaction

        dialect.do_commit = commit_and_read

    @event.listens_for(Engine, "before_cursor_execute")
    def statement(
        connection: Connection, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        context._livedocs_event = log.add("statement", sql=tidy(sql), parameters=show(sql, parameters))

    @event.listens_for(Engine, "after_cursor_execute")
    def finished(
        connection: Connection, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        logged = context._livedocs_event
        verb = sql.split(None, 1)[0].upper() if sql.strip() else ""
        if logged and verb in ("UPDATE", "DELETE") and cursor.description is None and cursor.rowcount >= 0:
            logged["rowcount"] = cursor.rowcount

    def transaction_listener(kind: str) -> Callable[[Connection], None]:
        def listener(connection: Connection) -> None:
            log.add(kind)

        return listener

    def savepoint_listener(kind: str) -> Callable[[Connection, str, object], None]:
        def listener(connection: Connection, name: str, context: object = None) -> None:
            log.add(kind, name=name)

        return listener

    for kind in ("begin", "commit", "rollback"):
        event.listen(Engine, kind, transaction_listener(kind))
    for kind in ("savepoint", "rollback_savepoint", "release_savepoint"):
        event.listen(Engine, kind, savepoint_listener(kind))


def tidy(sql: str) -> list[str]:
    """The statement's lines without the blanks that the compiler leaves at their ends."""
    return [line.rstrip().expandtabs(4) for line in sql.strip().split("\n") if line.strip()]


def show(sql: str, parameters: Any) -> str:
    """The parameters as Python writes them; named ones in the order in which the statement has them.

    SQLAlchemy fills their dict from a set, so its own order changes with the hash seed.
    """

    def readable(value: Any) -> Any:
        return bytes(value) if isinstance(value, memoryview) else value

    def ordered(one: Any) -> Any:
        if isinstance(one, dict):
            items = sorted(one.items(), key=lambda item: (sql.find(f"({item[0]})s"), item[0]))
            return {name: readable(value) for name, value in items}
        return tuple(map(readable, one)) if isinstance(one, tuple) else one

    if isinstance(parameters, list):
        parameters = [ordered(one) for one in parameters]
    return repr(ordered(parameters)) if parameters else ""


def describe_tables(tables: Iterable[sqlalchemy.Table]) -> list[Table]:
    """The declared tables as data, for the diagrams."""
    described: list[Table] = []
    for table in tables:
        single_unique = {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if isinstance(constraint, sqlalchemy.UniqueConstraint) and len(constraint.columns) == 1
        } | {
            next(iter(index.columns)).name
            for index in table.indexes
            if index.unique and len(index.columns) == 1
        }
        columns: list[Column] = []
        for column in table.columns:
            entry: Column = {
                "name": column.name,
                "type": str(column.type).lower(),
                "nullable": bool(column.nullable),
            }
            if column.primary_key:
                entry["primary_key"] = True
            if column.name in single_unique:
                entry["unique"] = True
            for key in sorted(column.foreign_keys, key=lambda key: key.target_fullname):
                reference: ForeignKey = {"column": key.target_fullname}
                if key.ondelete:
                    reference["ondelete"] = key.ondelete
                entry.setdefault("references", []).append(reference)
            columns.append(entry)
        described.append({"name": table.name, "columns": columns})
    return described


def describe_mappers(mappers: Iterable[sqlalchemy.orm.Mapper[Any]]) -> list[Mapper]:
    """The mapped classes and their relationships as data, for the diagrams."""
    described: list[Mapper] = []
    for mapper in mappers:
        relationships: list[Relationship] = []
        # It fails where the script's own subject is a mapping that cannot be configured.
        with contextlib.suppress(sqlalchemy.exc.SQLAlchemyError):
            relationships = [
                {"name": r.key, "class": r.mapper.class_.__name__, "collection": bool(r.uselist)}
                for r in mapper.relationships
                if r.parent is mapper
            ]
        described.append(
            {
                "class": mapper.class_.__name__,
                "table": getattr(mapper.local_table, "name", None),
                "relationships": relationships,
            }
        )
    return sorted(described, key=lambda entry: entry["class"])


def configure(mappers: Iterable[sqlalchemy.orm.Mapper[Any]]) -> None:
    """Configures the script's mappers, as its first query would have: a broken mapping does not go unseen.

    Where the script has seen a mapper fail, nothing more is to be found.
    """
    waiting = [mapper for mapper in mappers if not mapper.configured]
    if waiting and not any(mapper._configure_failed for mapper in waiting):
        sqlalchemy.orm.configure_mappers()


def describe_exception(error: BaseException, log: Log) -> Raised:
    """What the interpreter would have said, with the script's own lines only."""
    lines = [
        log.starts.get(frame.lineno or 0, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == log.filename
    ]
    if isinstance(error, SyntaxError) and error.filename == log.filename:
        lines.append(error.lineno)
    module = type(error).__module__
    name = type(error).__qualname__
    return {
        "type": name if module == "builtins" else f"{module}.{name}",
        "message": message_of(error),
        "line": lines[-1] if lines else None,
    }


def message_of(error: BaseException) -> str:
    """The error as text, also where making it fails: then what the interpreter writes."""
    try:
        return str(error)
    except BaseException:
        return "<exception str() failed>"


def run(
    source: str,
    filename: str,
    url: str | None,
    async_url: str | None,
    printed: Callable[[str], object] | None = None,
) -> dict[str, Any]:
    """Executes `source` as the main script `filename` and returns what it did as a dict.

    `printed`, if given, is called with each text that the script writes, as it does so.

    ``log``: events as in `Log`. ``warnings``: list of {category, message, line}. ``rows``: the
    states of all tables after each commit that changed them, the last one being the end:
    {line, tables: {name: {columns, rows}}}. ``tables`` and ``mappers``: what was declared.
    ``lines``: the first lines of the statements that ran, as in `Lines`. ``dialects``: the databases used.
    ``exception``: {type, message, line}, or absent. What came only when the mappers were configured, after
    the script, says so.
    """
    log = Log(filename, source)
    tables: list[sqlalchemy.Table] = []
    mappers: list[sqlalchemy.orm.Mapper[Any]] = []
    engines: list[Engine] = []
    caught: list[Warned] = []
    rows = Rows()
    result: dict[str, Any] = {}
    configuring = False

    redirect_engines(url, async_url)
    listen(log, rows)

    @event.listens_for(sqlalchemy.Table, "after_parent_attach")
    def note_table(table: sqlalchemy.Table, parent: sqlalchemy.MetaData) -> None:
        tables.append(table)
        rows.declare(table)

    @event.listens_for(sqlalchemy.orm.Mapper, "after_mapper_constructed")
    def note_mapper(mapper: sqlalchemy.orm.Mapper[Any], class_: type) -> None:
        mappers.append(mapper)

    @event.listens_for(Engine, "engine_connect")
    def note_engine(connection: Connection) -> None:
        if connection.engine not in engines:
            engines.append(connection.engine)

    def note_warning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: str | None = None,
    ) -> None:
        if not log.open:
            return
        name = (
            category.__name__
            if category.__module__ == "builtins"
            else f"{category.__module__}.{category.__name__}"
        )
        warned: Warned = {"category": name, "message": str(message), "line": log.line()}
        if configuring:
            warned["configuring"] = True
        caught.append(warned)

    warnings.resetwarnings()
    warnings.simplefilter("always")
    warnings.simplefilter("ignore", ResourceWarning)  # raised whenever the collector gets to it
    warnings.showwarning = note_warning

    def note_error(arguments: Any) -> None:
        result.setdefault("exception", describe_exception(arguments.exc_value, log))

    # After a failed executemany(), psycopg logs now and then that it closed its pipeline.
    logging.getLogger("psycopg").setLevel(logging.ERROR)

    threading.excepthook = note_error
    sys.unraisablehook = note_error

    main: Any = types.ModuleType("__main__")
    main.__file__ = filename
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    sys.argv = [filename]
    sys.stdout, sys.stderr = Stream(log, "print", printed), Stream(log, "error_stream", printed)
    lines = Lines(filename)
    try:
        code = compile(source, filename, "exec", dont_inherit=True)
        lines.follow(code)
        lines.start()
        exec(code, main.__dict__)
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        configuring = True
        configure(mappers)
    except BaseException as error:
        result["exception"] = describe_exception(error, log)
        if configuring:
            result["exception"]["configuring"] = True
    finally:
        atexit._run_exitfuncs()  # what the interpreter does at a script's end
        sys.settrace(None)
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    gc.collect()  # a coroutine that nobody awaited warns only when it is collected

    log.open = False
    sqlalchemy.orm.close_all_sessions()
    for engine in engines:
        if not engine.dialect.is_async:  # its event loop is gone; the last commit stands
            read_final_rows(engine, rows)
    result.update(
        log=log.events,
        warnings=caught,
        rows=rows.snapshots,
        tables=describe_tables(tables),
        mappers=describe_mappers(mappers),
        dialects=sorted({engine.dialect.name for engine in engines}),
        lines=sorted(
            {log.starts.get(line, line) if isinstance(line, int) else line for line in lines.executed},
            key=str,
        ),
    )
    return result


def read_final_rows(engine: Engine, rows: Rows) -> None:
    try:
        connection = engine.raw_connection()
    except engine.dialect.loaded_dbapi.OperationalError:  # the server has ended; the last commit stands
        return
    try:
        connection.rollback()  # what the script left open was never committed
        if prepare := DATABASES[engine.dialect.name].before_final_rows:
            connection.cursor().execute(prepare)
        tables = rows.read(engine.dialect, connection)
        if tables or not rows.snapshots:  # an in-memory database is gone once the script disposes of it
            rows.keep(None, tables)
        connection.rollback()
    finally:
        connection.close()
