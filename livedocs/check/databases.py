"""Whether a database of the table is complete: its driver, its server, what is recorded on it."""

import re
from collections.abc import Iterator
from importlib.util import find_spec

from livedocs import ROOT, Diagnostic
from livedocs.content import examples
from livedocs.databases import DATABASES, Database
from livedocs.matrix import MATRICES, store
from livedocs.versions import MAIN_VERSION

TABLE = ROOT / "livedocs" / "databases.py"


def incomplete_databases() -> Iterator[Diagnostic]:
    """One diagnostic for each database that lacks something as a whole.

    It would otherwise be reported for each example. What only some examples lack is not named here.
    """
    recorded = _recorded()
    for database in DATABASES.values():
        lacks = list(_lacks(database, recorded))
        if lacks:
            message = f"{database.title} lacks {'; '.join(lacks)}"
            yield Diagnostic(TABLE, _line(database), message)


def _lacks(database: Database, recorded: set[str] | None) -> Iterator[str]:
    if find_spec(database.driver) is None:
        yield f"its driver {database.driver}: add its package to requirements/common.in, and run `make lock`"
    if recorded is not None and database.name not in recorded:
        yield "results of examples: run `make record SQLALCHEMY=all`"
    missing = [name for name in MATRICES if not store.has_database(MATRICES[name], database.name)]
    if missing:
        yield f"results of the matrices {', '.join(missing)}: run `make matrix SQLALCHEMY=all`"
    if database.is_server:
        for file in ("compose.yaml", ".github/workflows/check.yml"):
            path = ROOT / file
            if path.exists() and not re.search(
                rf"^ +{database.name}:$", path.read_text("utf-8"), re.MULTILINE
            ):
                yield f"a service called {database.name} in {file}"


def _recorded() -> set[str] | None:
    """The databases on which at least one example is recorded with the main SQLAlchemy.

    None if no result can be read: that is reported where each example is read.
    """
    found: set[str] = set()
    for path in examples.paths():
        try:
            found |= examples.load(path).result["runs"].get(MAIN_VERSION, {}).keys()
        except Diagnostic:
            continue
        if found >= DATABASES.keys():
            break
    return found or None


def _line(database: Database) -> int:
    lines = TABLE.read_text("utf-8").split("\n")
    return next((n for n, line in enumerate(lines, 1) if f'name="{database.name}"' in line), 1)
