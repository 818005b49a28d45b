"""PostgreSQL in the page: PGlite, reached through /dev/postgresql, which SQLAlchemy takes for psycopg.

SQLAlchemy's own dialect for psycopg writes the SQL, so that it is the recorded one. psycopg itself is C and
cannot be here: pg8000 speaks the protocol. Each write to the device is a request, and what is read from it is
the answer.
"""

import atexit
import enum
import importlib.metadata
import itertools
import json
import os
import re
import sys
import types
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from page_sqlstates import SQLSTATES
from sqlalchemy import util
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql import psycopg as sqlalchemy_psycopg
from sqlalchemy.dialects.postgresql import ranges
from sqlalchemy.dialects.postgresql._psycopg_common import _PGDialect_common_psycopg

DEVICE = "/dev/postgresql"
BUSY = (
    "PostgreSQL in the page has one connection, and another session or connection is in a transaction on it. "
    "End that with commit(), rollback() or close() first"
)
ENDED = "PostgreSQL in the page has ended: this statement brought it down. The next run starts it again"
NO_PROGRAMS = "PostgreSQL in the page cannot start a program. Use COPY with a file instead"
NO_COPY = "COPY cannot be used with this method; use copy() instead"  # as psycopg says it


def import_pg8000():
    """Its protocol and its types, without what it needs on a network."""
    package, parser = types.ModuleType("pg8000"), types.ModuleType("dateutil.parser")
    package.__path__ = [f"{path}/pg8000" for path in sys.path]
    parser.ParserError, parser.parse = ValueError, str  # of dates that Python does not have, such as infinity
    stand_ins = {
        "scramp": types.ModuleType("scramp"),
        "dateutil": types.ModuleType("dateutil"),
        "dateutil.parser": parser,
    }
    version, importlib.metadata.version = importlib.metadata.version, lambda name: "in the page"
    sys.modules.update({"pg8000": package} | stand_ins)
    try:
        import pg8000.converters
        import pg8000.core
        import pg8000.types
    finally:
        importlib.metadata.version = version
        for name in stand_ins:
            del sys.modules[name]
    return pg8000


pg8000 = import_pg8000()

# Errors ------------------------------------------------------------------------------------------------

dbapi, errors = types.ModuleType("psycopg"), types.ModuleType("psycopg.errors")


def make_errors():
    """The classes of PEP 249 and one for each SQLSTATE, by the names that psycopg gives them."""
    bases = {"Error": Exception, "Warning": Exception, "InterfaceError": "Error", "DatabaseError": "Error"}
    names = (
        "DataError",
        "OperationalError",
        "IntegrityError",
        "InternalError",
        "ProgrammingError",
        "NotSupportedError",
    )
    for name, base in (bases | dict.fromkeys(names, "DatabaseError")).items():
        made = type(
            name, (getattr(errors, base) if isinstance(base, str) else base,), {"__module__": "psycopg"}
        )
        made.sqlstate = None
        setattr(errors, name, made)
        setattr(dbapi, name, made)
    for sqlstate, (name, base) in SQLSTATES.items():
        made = type(name, (getattr(errors, base),), {"__module__": "psycopg.errors", "sqlstate": sqlstate})
        setattr(errors, name, made)


make_errors()


class Diagnostic:
    """What the server said, as ``error.diag``."""

    FIELDS = {
        "severity": "S", "sqlstate": "C", "message_primary": "M", "message_detail": "D", "message_hint": "H",
        "context": "W", "schema_name": "s", "table_name": "t", "column_name": "c", "constraint_name": "n",
    }  # fmt: skip

    def __init__(self, said):
        vars(self).update({name: said.get(key) for name, key in self.FIELDS.items()})


def excerpt(sql, position):
    """The line of the statement that an error points at, as psql shows it."""
    before = sql[: position - 1]
    number, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)
    line = sql.split("\n")[number - 1]
    begin = max(0, column - 30) if len(line) > 60 else 0
    shown = line[begin : begin + 60]
    start = f"LINE {number}: {'...' * bool(begin)}"
    return f"{start}{shown}{'...' * (begin + 60 < len(line))}\n{' ' * (len(start) + column - begin)}^"


def error_for(said, sql):
    """psycopg's exception with psycopg's message for what the server said."""
    lines = [said["M"]]
    if "P" in said:
        lines.append(excerpt(sql, int(said["P"])))
    lines += [
        f"{word}:  {said[key]}"
        for key, word in (("D", "DETAIL"), ("H", "HINT"), ("W", "CONTEXT"))
        if key in said
    ]
    name = SQLSTATES.get(said["C"], ("DatabaseError",))[0]
    error = getattr(errors, name)("\n".join(lines))
    error.sqlstate, error.diag = said["C"], Diagnostic(said)
    return error


# Values ------------------------------------------------------------------------------------------------


class Json:
    """A value that goes to the server as JSON."""

    oid = 114

    def __init__(self, obj, dumps=None):
        self.obj, self.dumps = obj, dumps or json.dumps

    def __repr__(self):
        text = repr(self.obj)
        return f"{type(self).__name__}({text if len(text) <= 40 else f'{text[:35]} ... ({len(text)} chars)'})"

    def __str__(self):
        return self.dumps(self.obj)


class Jsonb(Json):
    oid = 3802


OIDS = {
    bool: 16, bytes: 17, bytearray: 17, memoryview: 17, float: 701, Decimal: 1700, date: 1082, time: 1083,
    timedelta: 1186, UUID: 2950, Json: 114, Jsonb: 3802,
}  # fmt: skip


def oid(value):
    """The type to send a value as; 0 leaves it to the server."""
    if type(value) is int:
        return next(
            (oid for bits, oid in ((15, 21), (31, 23), (63, 20)) if -(1 << bits) <= value < 1 << bits), 1700
        )
    if isinstance(value, datetime):
        return 1184 if value.tzinfo else 1114
    return OIDS.get(type(value), 0)


@lru_cache(500)
def numbered(sql):
    """The statement with $1, $2, … and, for each, the name or the place of its parameter."""
    names = []

    def replace(found):
        if found[0] == "%%":
            return "%"
        name = found[1] if found[1] is not None else len(names)
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return re.sub(r"%%|%\(([^)]+)\)[sbt]|%[sbt]", replace, sql), names


# Connections -------------------------------------------------------------------------------------------


class Device:
    """What pg8000 takes for a socket."""

    def __init__(self):
        self.file, self.request, self.answer, self.place = os.open(DEVICE, os.O_RDWR), bytearray(), b"", 0

    def makefile(self, mode):
        return self

    def write(self, data):
        self.request += data

    def flush(self):
        if not self.request:
            return
        request = bytes(self.request)
        self.request.clear()
        os.write(self.file, request)
        parts = [self.answer[self.place :]]
        while part := os.read(self.file, 1 << 20):
            parts.append(part)
        self.answer, self.place = b"".join(parts), 0

    def read(self, size):
        data = self.answer[self.place : self.place + size]
        self.place += len(data)
        if len(data) < size:
            raise OSError("the server did not answer")
        return data

    def close(self):
        os.close(self.file)


class Server(pg8000.core.CoreConnection):
    """The one connection there is; `owner` is who has a transaction on it."""

    def __init__(self):
        self.owner, self.ended = None, False
        super().__init__("postgres", sock=Device(), ssl_context=False, database="postgres")
        self.py_types |= {
            Json: str,
            Jsonb: str,
            memoryview: lambda value: pg8000.converters.bytes_out(bytes(value)),
        }

    def handle_ERROR_RESPONSE(self, data, context):
        super().handle_ERROR_RESPONSE(data, context)
        context.error = error_for(context.error.args[0], context.statement)

    def handle_COMMAND_COMPLETE(self, data, context):
        super().handle_COMMAND_COMPLETE(data, context)
        context.status = data[:-1].decode()

    def ask(self, sql, values=()):
        if not values:
            return self.execute_simple(sql)
        return self.execute_unnamed(sql, values, [oid(value) for value in values])


@lru_cache(1)
def server():
    return Server()


@atexit.register
def leave():
    """A server takes back what a script has left open at its end."""
    if server.cache_info().currsize and server().owner:
        server().owner.rollback()


def refuse(sql):
    """Raises for a COPY that this server would never end, or that would end it."""
    statement = re.sub(r"--[^\n]*|'[^']*'|\"[^\"]*\"", " ", sql)
    if found := re.match(r"\s*COPY\b.*\b(?:FROM|TO)\s+(PROGRAM|STDIN|STDOUT)\b", statement, re.I | re.S):
        is_program = found[1].upper() == "PROGRAM"
        raise dbapi.NotSupportedError(NO_PROGRAMS) if is_program else dbapi.ProgrammingError(NO_COPY)


class IsolationLevel(enum.IntEnum):
    READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE = 1, 2, 3, 4


class TransactionStatus(enum.IntEnum):
    IDLE, ACTIVE, INTRANS, INERROR, UNKNOWN = range(5)


STATUS = {b"I": TransactionStatus.IDLE, b"T": TransactionStatus.INTRANS, b"E": TransactionStatus.INERROR}


class Connection:
    """One of any number; only one at a time can be in a transaction."""

    broken = False
    autocommit = False
    isolation_level = read_only = deferrable = None

    def __init__(self):
        self.server, self.notice_handlers, self.left = server(), [], False
        if self.closed:
            raise dbapi.OperationalError(ENDED)

    @property
    def closed(self):
        return self.left or self.server.ended

    @property
    def info(self):
        return types.SimpleNamespace(
            transaction_status=STATUS[self.server._transaction_status]
            if self.server.owner is self
            else TransactionStatus.IDLE,
            server_version=180000,
        )

    def add_notice_handler(self, handler):
        self.notice_handlers.append(handler)

    def run(self, sql, values=()):
        if self.closed:
            raise dbapi.OperationalError(ENDED if self.server.ended else "the connection is closed")
        refuse(sql)
        if self.server.owner not in (self, None):
            raise dbapi.OperationalError(BUSY)
        if self.server.owner is None and not self.autocommit:
            self.server.ask(self.begin())
            self.server.owner = self
        try:
            return self.server.ask(sql, values)
        except OSError as error:
            self.server.ended = True
            raise dbapi.OperationalError(ENDED) from error
        finally:
            self.notices()
            idle = self.server.ended or self.server._transaction_status == b"I"
            self.server.owner = None if idle else self

    def begin(self):
        words = ["BEGIN"]
        if self.isolation_level:
            words.append(f"ISOLATION LEVEL {self.isolation_level.name.replace('_', ' ')}")
        if self.read_only is not None:
            words.append("READ ONLY" if self.read_only else "READ WRITE")
        if self.deferrable is not None:
            words.append("DEFERRABLE" if self.deferrable else "NOT DEFERRABLE")
        return " ".join(words)

    def notices(self):
        while self.server.notices:
            said = self.server.notices.popleft()
            diagnostic = Diagnostic({key.decode(): value.decode() for key, value in said.items()})
            for handler in self.notice_handlers:
                handler(diagnostic)

    def end(self, word):
        if self.server.owner is self:
            self.run(word)

    def commit(self):
        self.end("COMMIT")

    def rollback(self):
        self.end("ROLLBACK")

    def close(self):
        self.rollback()
        self.left = True

    __del__ = close

    def cursor(self, name=None):
        return Cursor(self)


class Cursor:
    arraysize = 1
    description = None
    rowcount = -1
    statusmessage = None

    def __init__(self, connection):
        self.connection, self.rows = connection, iter(())

    def execute(self, sql, parameters=None):
        sql, names = numbered(sql) if parameters is not None else (sql, ())
        done = self.connection.run(sql, [parameters[name] for name in names])
        self.statusmessage = getattr(done, "status", None)
        self.rowcount = done.row_count
        self.description = done.columns and [
            (c["name"], c["type_oid"], None, None, None, None, None) for c in done.columns
        ]
        self.rows = map(tuple, done.rows or ())
        return self

    def executemany(self, sql, parameters):
        count = 0
        for one in parameters:
            count += self.execute(sql, one).rowcount
        self.rowcount = count

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size=None):
        return list(itertools.islice(self.rows, size or self.arraysize))

    def fetchall(self):
        return list(self.rows)

    def __iter__(self):
        return self.rows

    def close(self):
        self.rows = iter(())

    def setinputsizes(self, *_):
        pass

    setoutputsize = setinputsizes


def connect(*_, **__):
    return Connection()


vars(dbapi).update(
    apilevel="2.0",
    paramstyle="pyformat",
    threadsafety=2,
    __version__="3.2",
    errors=errors,
    connect=connect,
    Binary=bytes,
    IsolationLevel=IsolationLevel,
)

# The dialect -------------------------------------------------------------------------------------------


class Range(ranges.AbstractSingleRangeImpl):
    def bind_processor(self, dialect):
        return lambda value: str(value) if isinstance(value, ranges.Range) else value

    def result_processor(self, dialect, coltype):
        return lambda value: (
            value and ranges.Range(value.lower, value.upper, bounds=value.bounds, empty=value.is_empty)
        )


class Dialect(sqlalchemy_psycopg.PGDialect_psycopg):
    supports_statement_cache = True
    _psycopg_Json, _psycopg_Jsonb, _psycopg_TransactionStatus = Json, Jsonb, TransactionStatus
    colspecs = util.update_copy(
        sqlalchemy_psycopg.PGDialect_psycopg.colspecs,
        {ranges.AbstractSingleRange: Range},
    )

    def __init__(self, **arguments):
        _PGDialect_common_psycopg.__init__(self, **arguments)  # psycopg's adapters are not there

    @classmethod
    def import_dbapi(cls):
        return dbapi

    @classmethod
    def get_async_dialect_cls(cls, url):
        raise dbapi.NotSupportedError("PostgreSQL in the page has no async engine. Run this script on SQLite")

    def _type_info_fetch(self, connection, name):
        return None


registry.register("postgresql.psycopg", __name__, "Dialect")
registry.register("postgresql", __name__, "Dialect")
URL = "postgresql+psycopg://postgres@127.0.0.1:5432/app"
