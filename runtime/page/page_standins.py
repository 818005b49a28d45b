"""Stands in for what a reader's code needs and a page cannot have: the rest of the project, Flask, servers.

`install` is called before a script runs. It returns a list that fills up while the script runs, with what was
replaced: {kind, what}, where kind is one of

* ``name``: a name of a module that is not here, such as ``app.db.Base``
* ``module``: a package that is not here, such as ``flask_sqlalchemy``
* ``url``: a database URL, led to the database of the page
* ``environment``: a variable of the environment that holds a URL
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import sys
import types
from contextlib import contextmanager

import sqlalchemy
import sqlalchemy.engine
import sqlalchemy.orm
from sqlalchemy import String, TypeDecorator, make_url
from sqlalchemy.orm import DeclarativeBase, declared_attr, scoped_session, sessionmaker

LOCAL, LOCAL_ASYNC = "sqlite://", "sqlite+aiosqlite://"
# Arguments of `create_engine` that suit the driver of a server.
DRIVER_ARGUMENTS = (
    *("connect_args", "isolation_level", "client_encoding", "server_side_cursors", "fast_executemany"),
    *("executemany_mode", "executemany_batch_page_size", "poolclass", "pool_size", "pool_timeout"),
    *("pool_recycle", "pool_pre_ping", "pool_use_lifo", "max_overflow"),
)
HOLDS_URL = re.compile(r"URL|URI|DSN|DATABASE|DB", re.IGNORECASE)
ASKED = re.compile(r"""(?:environ(?:\.get\(|\[)|getenv\()\s*["'](\w+)["']""")
DRIVERS = (
    "asyncpg",
    "MySQLdb",
    "oracledb",
    "psycopg",
    "psycopg2",
    "pymysql",
    "pyodbc",
    "aiomysql",
    "asyncmy",
)
# Packages that cannot be stood in for: what they give decides how the classes are mapped.
NOT_HERE = (
    "django",
    "pydantic",
    "sqlmodel",
    "sqlalchemy_continuum",
    "sqlalchemy_mptt",
    "geoalchemy2",
    "pgvector",
)


def install(sources, urls):
    """Prepares for `sources`, {name of a file: text}; `urls` are (sync, async) of a server, or None."""
    replaced = []

    def note(kind, what):
        if {"kind": kind, "what": what} not in replaced:
            replaced.append({"kind": kind, "what": what})

    for text in sources.values():
        for name in ASKED.findall(text):
            if HOLDS_URL.search(name) and name not in os.environ:
                os.environ[name] = LOCAL
                note("environment", name)
    lead_urls(urls, note)
    sys.meta_path.append(Finder(wanted(sources), note))
    return replaced


def wanted(sources):
    """The modules that `sources` import: nothing else is stood in for, as libraries look for what may be.

    Of a project's module that is imported by ``import``, something has to be used that can be given.
    """
    found = set()
    for text in sources.values():
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names if can_be_given(alias, used)]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                parts = name.split(".")
                found |= {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return found


def can_be_given(alias, used):
    """Whether `alias`, of an ``import``, has a stand-in, or `used` holds a name of it that can be given."""
    if alias.name.partition(".")[0] in PACKAGES:
        return True
    attributes = {
        name.rpartition(".")[2] for name in used if name.rpartition(".")[0] == (alias.asname or alias.name)
    }
    return any(pattern.fullmatch(name) for name in attributes for pattern in GIVEN.values())


def lead_urls(urls, note):
    """Makes both `create_engine` take any URL, and connect to `urls`, or to SQLite in memory."""
    own = [str(url) for url in urls if url]

    def led(original, target):
        def create_engine(url, **arguments):
            given = make_url(url)
            if given.get_backend_name() != "sqlite" and str(url) not in own:
                note("url", given.drivername)
                url = target
                for name in DRIVER_ARGUMENTS:
                    arguments.pop(name, None)
            return original(url, **arguments)

        return create_engine

    led_engine = led(sqlalchemy.create_engine, urls[0] or LOCAL)
    for module in (sqlalchemy, sqlalchemy.engine, sqlalchemy.engine.create):
        module.create_engine = led_engine
    if asynchronous := sys.modules.get("sqlalchemy.ext.asyncio"):
        asynchronous.create_async_engine = led(asynchronous.create_async_engine, urls[1] or LOCAL_ASYNC)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: only for modules that nobody else finds."""

    def __init__(self, names, note):
        self.names = names
        self.note = note
        self.project = Project(note)

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if name not in self.names or top in NOT_HERE or self.is_here(top):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def is_here(self, top):
        """Whether the package itself is here, and only a part of it is not."""
        module = sys.modules.get(top)
        return module is not None and module.__spec__ is not None and module.__spec__.loader is not self

    def create_module(self, spec):
        top = spec.name.partition(".")[0]
        if top in PACKAGES:
            self.note("module", top)
            return PACKAGES[top](spec.name)
        return ProjectModule(spec.name, self.project)

    def exec_module(self, module):
        pass


class Project:
    """What the modules of the reader's project give: the same everywhere, made when it is asked for."""

    def __init__(self, note):
        self.note = note
        self.made = {}

    def get(self, module, name):
        kind = next((kind for kind, pattern in GIVEN.items() if pattern.fullmatch(name)), None)
        if kind is None:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        self.note("name", f"{module}.{name}")
        if kind == "mixin":
            return type(name, (), {})
        if kind not in self.made:
            self.made[kind] = getattr(self, kind)()
        return self.made[kind]

    def base(self):
        return type("Base", (DeclarativeBase,), {})

    def database(self):
        return FlaskSQLAlchemy()

    def engine(self):
        return sqlalchemy.create_engine(LOCAL)

    def sessions(self):
        return sessionmaker(self.get_quietly("engine"))

    def metadata(self):
        return self.get_quietly("base").metadata

    def url(self):
        return LOCAL

    def settings(self):
        return Settings()

    def get_quietly(self, kind):
        if kind not in self.made:
            self.made[kind] = getattr(self, kind)()
        return self.made[kind]


# Which names of a project's modules can be given, and what for.
GIVEN = {
    "mixin": re.compile(r"\w*Mixin"),
    "base": re.compile(
        r"Base|\w+Base|Base(Model|Entity|Orm|ORM|Table)|(Model|Declarative|Orm|ORM)Base|Model"
    ),
    "database": re.compile(r"db"),
    "engine": re.compile(r"engine"),
    "sessions": re.compile(r"(Local)?Session(Local|Factory|Maker)?|session_?(factory|maker)|DBSession"),
    "metadata": re.compile(r"metadata"),
    "url": re.compile(r"\w*(URL|URI|DSN)\w*"),
    "settings": re.compile(r"settings|config"),
}


class Settings:
    """``settings.DATABASE_URL`` and the like."""

    def __getattr__(self, name):
        if name.startswith("__") or not HOLDS_URL.search(name):
            raise AttributeError(f"the page has no settings of your project: {name}")
        return LOCAL


class ProjectModule(types.ModuleType):
    def __init__(self, name, project):
        super().__init__(name)
        self.__path__ = []
        self.project_ = project

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.project_.get(self.__name__, name)


class FlaskSQLAlchemy:
    """``db`` of Flask-SQLAlchemy, without Flask: models, sessions and the names of SQLAlchemy."""

    def __init__(self, app=None, *, metadata=None, model_class=None, **options):
        bases = (model_class,) if isinstance(model_class, type) else (DeclarativeBase,)
        if issubclass(bases[0], DeclarativeBase) and bases[0] is not DeclarativeBase:
            self.Model = type("Model", (Named, *bases), {"__abstract__": True})
        else:
            members = {"metadata": metadata} if metadata is not None else {}
            self.Model = type("Model", (Named, DeclarativeBase), members)
        self.metadata = self.Model.metadata
        self._engine = None
        self.session = scoped_session(sessionmaker(class_=Session, db=self))
        self.Model.query = self.session.query_property()

    def init_app(self, app):
        pass

    @property
    def engine(self):
        self._engine = self._engine or sqlalchemy.create_engine(LOCAL)
        return self._engine

    def create_all(self, *_, **__):
        self.metadata.create_all(self.engine)

    def drop_all(self, *_, **__):
        self.metadata.drop_all(self.engine)

    def Table(self, name, *arguments, **options):  # noqa: N802 - Flask-SQLAlchemy's name
        if arguments and isinstance(arguments[0], sqlalchemy.MetaData):
            return sqlalchemy.Table(name, *arguments, **options)
        return sqlalchemy.Table(name, self.metadata, *arguments, **options)

    def __getattr__(self, name):
        for module in (sqlalchemy, sqlalchemy.orm):
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)


class Session(sqlalchemy.orm.Session):
    """Connects when it is first used: the script's tables come before."""

    def __init__(self, *, db, **options):
        super().__init__(**options)
        self.db_ = db

    def get_bind(self, *arguments, **options):
        return self.db_.engine


class Named:
    """Gives a model the table name that Flask-SQLAlchemy gives it."""

    @declared_attr.directive
    def __tablename__(cls):
        inherited = [base for base in cls.__mro__[1:] if "__table__" in vars(base)]
        has_key = any(
            getattr(value, "primary_key", False)
            or getattr(getattr(value, "column", None), "primary_key", False)
            for value in vars(cls).values()
        )
        if inherited and not has_key:
            return None
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()


class Anything:
    """An object that can be called, decorated with and read, and does nothing."""

    def __init__(self, *_, **__):
        self.config = {}

    def __call__(self, *arguments, **_):
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    @contextmanager
    def app_context(self):
        yield self


def flask(name):
    module = types.ModuleType(name)
    module.__path__ = []
    module.__getattr__ = lambda wanted: _unless_private(wanted, Anything)
    return module


def flask_sqlalchemy(name):
    module = types.ModuleType(name)
    module.__path__ = []
    module.SQLAlchemy = FlaskSQLAlchemy
    return module


def sqlalchemy_utils(name):
    """Its types, all as text."""

    def type_(wanted):
        if not wanted.endswith("Type"):
            raise AttributeError(wanted)

        def __init__(self, *_, **__):
            TypeDecorator.__init__(self)

        return type(wanted, (TypeDecorator,), {"impl": String, "cache_ok": True, "__init__": __init__})

    module = types.ModuleType(name)
    module.__path__ = []
    module.__getattr__ = type_
    return module


def dotenv(name):
    module = types.ModuleType(name)
    module.__path__ = []
    module.load_dotenv = lambda *_, **__: False
    return module


def driver(name):
    module = types.ModuleType(name)
    module.__path__ = []
    return module


def _unless_private(name, value):
    if name.startswith("__"):
        raise AttributeError(name)
    return value


PACKAGES = {
    "dotenv": dotenv,
    "flask": flask,
    "flask_migrate": flask,
    "flask_sqlalchemy": flask_sqlalchemy,
    "sqlalchemy_utils": sqlalchemy_utils,
    **dict.fromkeys(DRIVERS, driver),
}
