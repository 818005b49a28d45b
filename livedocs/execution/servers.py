"""The database servers, and scratch databases on them that vanish with the run.

Each run makes databases of its own, named ``livedocs_<random>_<n>``, and holds a lock on the server
for as long as it lives. A run that was killed leaves its databases behind without the lock; the next
one removes them. Two runs at once do not disturb each other.
"""

import contextlib
import os
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from livedocs.databases import DATABASES

PREFIX = "livedocs_"
OURS = re.compile(PREFIX + r"[0-9a-f]{8}_\d+")
NO_SUCH_CONNECTION = 1094  # MariaDB: ER_NO_SUCH_THREAD
PUBLIC_NAME = "app"  # what a scratch database is called in recorded results

CONNECT_TIMEOUT = 5  # seconds
ANSWER_TIMEOUT = 20  # seconds a server may take to answer


class Unavailable(Exception):
    """The server does not answer; the text says which, where, and what to do."""


def reason(error: Exception) -> str:
    """The first line of the driver's own message."""
    return str(getattr(error, "orig", error)).strip().splitlines()[0]


def server_url(name: str) -> URL:
    """The URL of the server `name` as the environment or the default gives it. Raises `Unavailable`."""
    database = DATABASES[name]
    variable = database.url_variable
    try:
        url = make_url(os.environ.get(variable) or database.default_url)
    except (ArgumentError, ValueError) as error:
        raise Unavailable(
            f"{variable} is not a database URL. Write it like {database.default_url}"
        ) from error
    if url.drivername.split("+")[0] not in database.url_schemes:
        raise Unavailable(f"{variable} is not a {database.title} URL: {url.drivername}://…")
    return url.set(drivername=database.drivername)


def hang_up_on_silence(engine: Engine) -> None:
    """Breaks a connection whose server does not answer a statement; the driver then raises.

    Neither driver limits how long it waits for an answer.
    """
    timers: dict[Connection | None, threading.Timer] = {}

    def hang_up(descriptor: int) -> None:
        with socket.socket(fileno=os.dup(descriptor)) as line:
            line.shutdown(socket.SHUT_RDWR)

    @event.listens_for(engine, "before_cursor_execute")
    def wait(connection: Connection, *_: object) -> None:
        raw: Any = connection.connection.dbapi_connection
        descriptor = raw.fileno() if hasattr(raw, "fileno") else raw._sock.fileno()
        timers[connection] = timer = threading.Timer(ANSWER_TIMEOUT, hang_up, (descriptor,))
        timer.daemon = True
        timer.start()

    @event.listens_for(engine, "after_cursor_execute")
    def answered(connection: Connection, *_: object) -> None:
        timers.pop(connection).cancel()

    @event.listens_for(engine, "handle_error")
    def failed(context: ExceptionContext) -> None:
        if context.connection in timers:
            timers.pop(context.connection).cancel()


class Server:
    """One database server and this run's scratch databases on it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.database = DATABASES[name]
        self.url = server_url(name)
        self.prefix = f"{PREFIX}{secrets.token_hex(4)}"
        self._free: list[str] = []
        self._made: list[str] = []
        self._lock = threading.Lock()
        arguments: dict[str, object] = {"connect_timeout": CONNECT_TIMEOUT, **self.database.connect_args}
        if self.database.timeout_argument:
            arguments[self.database.timeout_argument] = ANSWER_TIMEOUT
        if self.database.prefix_argument:
            arguments[self.database.prefix_argument] = self.prefix
        try:
            self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", connect_args=arguments)
        except (NoSuchModuleError, ImportError) as error:
            raise Unavailable(
                f"{self.database.title} needs the driver {self.database.driver}, which cannot be imported "
                f"({reason(error)}). Add its package to requirements/common.in, and run `make lock`"
            ) from error
        hang_up_on_silence(self._engine)
        try:
            self._holder = self._engine.connect()
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise Unavailable(
                f"{self.database.title} at {self.url.host}:{self.url.port} does not answer "
                f"({reason(error)}). Start it with `docker compose up -d`, "
                f"or set {self.database.url_variable}"
            ) from error
        if self.database.hold:
            self._holder.scalar(text(self.database.hold), {"key": self.prefix})
        self._remove_abandoned()

    @property
    def version(self) -> str:
        """The server's version as text, such as "16.3"."""
        info = self._engine.dialect.server_version_info or ()
        return ".".join(str(part) for part in info[:3] if isinstance(part, int))

    def _is_alive(self, prefix: str) -> bool:
        """Whether the run that owns `prefix` still has its connection."""
        return bool(self._holder.scalar(text(self.database.is_alive), {"key": prefix}))

    def databases(self) -> list[str]:
        """The names of all scratch databases on the server, of whichever run; others are not ours."""
        names = self._holder.scalars(text(self.database.list_databases))
        return sorted(name for name in names if OURS.fullmatch(name))

    def abandoned(self) -> list[str]:
        """The scratch databases whose run has ended without dropping them."""
        return [name for name in self.databases() if not self._is_alive(name.rsplit("_", 1)[0])]

    def _remove_abandoned(self) -> None:
        for name in self.abandoned():
            try:
                self._drop(name)
            except SQLAlchemyError as error:  # another owner's, or still in use: no reason not to run
                print(f"{self.database.title}: {name} is left over and cannot be dropped: {reason(error)}")

    def _drop(self, name: str) -> None:
        if self.database.list_connections:  # DROP waits for whoever is still connected
            query = text(self.database.list_connections)
            for connection in self._holder.scalars(query, {"name": name}).all():
                self._kill(connection)
        self._holder.execute(text(self.database.drop.format(name=name)))

    def _kill(self, connection: int | str) -> None:
        try:
            self._holder.execute(text(f"KILL {connection}"))
        except SQLAlchemyError as error:
            if getattr(error, "orig", error).args[:1] != (NO_SUCH_CONNECTION,):  # it has just ended
                raise

    def _create(self, name: str) -> None:
        self._holder.execute(text(f"CREATE DATABASE {name}"))

    def _reset(self, name: str) -> None:
        """Empties a scratch database, faster than making a new one."""
        if not self.database.list_schemas:
            self._drop(name)
            self._create(name)
            return
        engine = create_engine(self.url.set(database=name), isolation_level="AUTOCOMMIT")
        hang_up_on_silence(engine)
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
            schemas = text(self.database.list_schemas)
            for schema in connection.scalars(schemas).all():
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()

    @contextmanager
    def scratch(self) -> Iterator[tuple[str, str]]:
        """Lends an empty database: yields its URL and name; it is emptied again before the next use."""
        with self._lock:
            if self._free:
                name = self._free.pop()
                self._reset(name)
            else:
                name = f"{self.prefix}_{len(self._made)}"
                self._create(name)
                self._made.append(name)
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False), name
        finally:
            with self._lock:
                self._free.append(name)

    def close(self) -> None:
        """Drops this run's databases and releases the lock."""
        with self._lock:
            try:
                for name in self._made:
                    self._drop(name)
            except SQLAlchemyError as error:
                print(
                    f"{self.database.title}: databases {self.prefix}_… are left for the next run to drop: "
                    f"{reason(error)}"
                )
            finally:
                self._made.clear()
                with contextlib.suppress(SQLAlchemyError):
                    self._holder.close()
                self._engine.dispose()
