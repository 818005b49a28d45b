"""The databases that examples run on: one entry says all that the rest of the package has to know of one.

Nothing else compares a database by name, except content (headers of scripts, rules of the matrices). To add
one, add an entry here; `livedocs.check.databases` names what else it lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database. Queries with ``:key`` or ``:name`` take that parameter; ``{name}`` is filled in."""

    name: str  # as SQLAlchemy's dialect and the headers of scripts have it
    title: str  # as readers see it
    driver: str  # the module of the driver, imported once before scripts run
    drivername: str  # of a SQLAlchemy URL
    async_drivername: str
    packages: tuple[str, ...]  # what pip installs for the two: recorded runs name their versions
    list_tables: str
    in_page: bool = False  # whether it runs in the reader's browser
    runtime_key: str = ""  # the key of its files in the manifest of the browser runtime
    before_final_rows: str = ""  # a statement to execute before the rows that a script left are read

    # Only for servers:
    url_variable: str = ""  # the environment variable with the URL
    default_url: str = ""
    url_schemes: tuple[str, ...] = ()  # what the URL may begin with
    connect_args: Mapping[str, object] = field(default_factory=dict)
    prefix_argument: str = ""  # the connect argument by which others see which run a connection belongs to
    timeout_argument: str = ""  # the connect argument that limits how long a server may take to answer
    hold: str = ""  # marks a run as alive for as long as its connection lives, where `prefix_argument` cannot
    is_alive: str = ""  # whether the run called :key has its connection
    list_databases: str = ""
    list_connections: str = ""  # ids of the connections to the database :name; killed before it is dropped
    drop: str = ""
    list_schemas: str = ""  # the schemas to drop to empty a database; without it, it is dropped and created

    @property
    def is_server(self) -> bool:
        return bool(self.default_url)


_ENTRIES = (
    Database(
        name="sqlite",
        title="SQLite",
        driver="sqlite3",
        drivername="sqlite",
        async_drivername="sqlite+aiosqlite",
        packages=("aiosqlite",),
        list_tables=(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        ),
        in_page=True,
        runtime_key="files",
    ),
    Database(
        name="postgresql",
        title="PostgreSQL",
        driver="psycopg",
        drivername="postgresql+psycopg",
        async_drivername="postgresql+psycopg_async",
        packages=("psycopg",),
        list_tables="SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
        in_page=True,
        runtime_key="postgresql",
        # A connection that the script left open may hold locks of DDL.
        before_final_rows="SET lock_timeout = '5s'",
        url_variable="POSTGRESQL_URL",
        default_url="postgresql+psycopg://postgres@127.0.0.1:5432/postgres",
        url_schemes=("postgresql", "postgres"),
        prefix_argument="application_name",
        is_alive="SELECT count(*) FROM pg_stat_activity WHERE application_name = :key",
        list_databases="SELECT datname FROM pg_database",
        drop="DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        list_schemas=(
            "SELECT quote_ident(nspname) FROM pg_namespace "
            "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
        ),
    ),
    Database(
        name="mariadb",
        title="MariaDB",
        driver="pymysql",
        drivername="mariadb+pymysql",
        async_drivername="mariadb+aiomysql",
        packages=("pymysql", "aiomysql"),
        list_tables=(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = database() AND table_type = 'BASE TABLE'"
        ),
        url_variable="MARIADB_URL",
        default_url="mariadb+pymysql://root@127.0.0.1:3306/",
        url_schemes=("mariadb", "mysql"),
        connect_args={"init_command": "SET SESSION lock_wait_timeout = 5"},
        timeout_argument="read_timeout",
        hold="SELECT GET_LOCK(:key, 0)",
        is_alive="SELECT IS_USED_LOCK(:key) IS NOT NULL",
        list_databases="SELECT schema_name FROM information_schema.schemata",
        list_connections="SELECT id FROM information_schema.processlist WHERE db = :name",
        drop="DROP DATABASE IF EXISTS {name}",
    ),
)

DATABASES: dict[str, Database] = {database.name: database for database in _ENTRIES}
MAIN = _ENTRIES[0].name  # the scripts' own engine is on it

UNCHECKED = "sqlite_off"  # SQLite with its foreign key checks off, as they are unless switched on
SETUPS = (UNCHECKED, *DATABASES)  # what matrices and claims run on: SQLite counts twice


def database_of(setup: str) -> Database:
    """The database of one of `SETUPS`."""
    return DATABASES[MAIN if setup == UNCHECKED else setup]


def titles(names: list[str] | tuple[str, ...]) -> str:
    """The titles of databases as a sentence lists them: ``SQLite, MariaDB``."""
    return ", ".join(DATABASES[name].title for name in names)
