"""The database servers, and scratch databases on them that vanish with the run.

Each run makes databases of its own, named ``livedocs_<random>_<n>``, and holds a lock on the server
for as long as it lives. A run that was killed leaves its databases behind without the lock; the next
one removes them. Two runs at once do not disturb each other.
"""

import os
import secrets
import socket
import threading
import zlib
from contextlib import contextmanager

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from livedocs import DATABASE_NAMES

PREFIX = "livedocs_"
PUBLIC_NAME = "app"  # what a scratch database is called in recorded results

DEFAULTS = {
    "postgresql": ("POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"),
    "mariadb": ("MARIADB_URL", "mariadb+pymysql://root@127.0.0.1:3306/"),
}
DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mariadb": "mariadb+pymysql",
    "mysql": "mariadb+pymysql",
}
CONNECT_TIMEOUT = 5  # seconds
ANSWER_TIMEOUT = 20  # seconds a server may take to answer


class Unavailable(Exception):
    """The server does not answer; the text says which, where, and what to do."""


def server_url(name):
    """The URL of the server `name` as the environment or the default gives it."""
    variable, default = DEFAULTS[name]
    url = make_url(os.environ.get(variable) or default)
    driver = DRIVERS.get(url.drivername.split("+")[0])
    if driver is None or not driver.startswith(name):
        raise Unavailable(f"{variable} is no {DATABASE_NAMES[name]} URL: {url.drivername}://…")
    return url.set(drivername=driver)


def hang_up_on_silence(engine):
    """Breaks a connection whose server does not answer a statement; the driver then raises.

    Neither driver limits how long it waits for an answer.
    """
    timers = {}

    def hang_up(descriptor):
        with socket.socket(fileno=os.dup(descriptor)) as line:
            line.shutdown(socket.SHUT_RDWR)

    @event.listens_for(engine, "before_cursor_execute")
    def wait(connection, *_):
        raw = connection.connection.dbapi_connection
        descriptor = raw.fileno() if hasattr(raw, "fileno") else raw._sock.fileno()
        timers[connection] = timer = threading.Timer(ANSWER_TIMEOUT, hang_up, (descriptor,))
        timer.daemon = True
        timer.start()

    def answered(connection):
        timers.pop(connection).cancel()

    event.listen(engine, "after_cursor_execute", lambda connection, *_: answered(connection))
    event.listen(
        engine, "handle_error", lambda context: context.connection in timers and answered(context.connection)
    )


class Server:
    """One database server and this run's scratch databases on it."""

    def __init__(self, name):
        self.name = name
        self.variable = DEFAULTS[name][0]
        self.url = server_url(name)
        self.prefix = f"{PREFIX}{secrets.token_hex(4)}"
        self._free, self._made = [], []
        self._lock = threading.Lock()
        arguments = {"connect_timeout": CONNECT_TIMEOUT}
        if name == "mariadb":
            arguments["read_timeout"] = ANSWER_TIMEOUT
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", connect_args=arguments)
        hang_up_on_silence(self._engine)
        try:
            self._holder = self._engine.connect()
        except SQLAlchemyError as error:
            self._engine.dispose()
            reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
            raise Unavailable(
                f"{DATABASE_NAMES[name]} at {self.url.host}:{self.url.port} does not answer ({reason}). "
                f"Start it with `docker compose up -d`, or set {self.variable}"
            ) from error
        if not self._take(self.prefix):
            raise Unavailable(f"{self.prefix}: the name is taken")
        self._remove_abandoned()

    @property
    def version(self):
        """The server's version as text, such as "16.3"."""
        info = self._engine.dialect.server_version_info
        return ".".join(str(part) for part in info[:3] if isinstance(part, int))

    def _take(self, prefix):
        """Takes the lock that says that the owner of `prefix` is alive."""
        if self.name == "postgresql":
            return self._holder.scalar(
                text("SELECT pg_try_advisory_lock(:key)"), {"key": zlib.crc32(prefix.encode())}
            )
        return self._holder.scalar(text("SELECT GET_LOCK(:key, 0)"), {"key": prefix}) == 1

    def _release(self, prefix):
        if self.name == "postgresql":
            self._holder.scalar(text("SELECT pg_advisory_unlock(:key)"), {"key": zlib.crc32(prefix.encode())})
        else:
            self._holder.scalar(text("SELECT RELEASE_LOCK(:key)"), {"key": prefix})

    def databases(self):
        """The names of all scratch databases on the server, of whichever run."""
        query = {
            "postgresql": "SELECT datname FROM pg_database WHERE datname LIKE :prefix",
            "mariadb": "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE :prefix",
        }[self.name]
        names = self._holder.scalars(text(query), {"prefix": PREFIX + "%"})
        return sorted(name for name in names if name.count("_") == 2)

    def _remove_abandoned(self):
        for prefix in {name.rsplit("_", 1)[0] for name in self.databases()}:
            if prefix != self.prefix and self._take(prefix):
                for name in self.databases():
                    if name.startswith(prefix + "_"):
                        self._drop(name)
                self._release(prefix)

    def _drop(self, name):
        force = " WITH (FORCE)" if self.name == "postgresql" else ""
        self._holder.execute(text(f"DROP DATABASE IF EXISTS {name}{force}"))

    def _create(self, name):
        self._holder.execute(text(f"CREATE DATABASE {name}"))

    def _reset(self, name):
        """Empties a scratch database, faster than making a new one."""
        if self.name == "mariadb":
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
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()

    @contextmanager
    def scratch(self):
        """Lends an empty database: yields its URL and name; it is emptied again before the next use."""
        with self._lock:
            if self._free:
                name = self._free.pop()
                self._reset(name)
            else:
                name = f"{self.prefix}_{len(self._made)}"
                self._made.append(name)
                self._create(name)
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False), name
        finally:
            with self._lock:
                self._free.append(name)

    def close(self):
        """Drops this run's databases and releases the lock."""
        with self._lock:
            try:
                for name in self._made:
                    self._drop(name)
                self._made.clear()
            finally:
                self._holder.close()
                self._engine.dispose()
