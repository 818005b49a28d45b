"""Who made the records: the versions of SQLAlchemy, Python, the servers and their drivers.

``examples/provenance.json`` says it once for all runs with a SQLAlchemy on a database:
{SQLAlchemy version: {database: `Provenance`}}. Recording every example without a failure renews it. Whoever
records only some, with other versions than it says, is not refused: a run that did something new then has a
`Provenance` of its own, until every example is recorded again. `of_run` reads both places.
"""

import json
from pathlib import Path
from typing import Any

from livedocs import EXAMPLES, Diagnostic, read_text
from livedocs.content.examples import Example
from livedocs.content.result import Mismatch, Provenance, checker
from livedocs.databases import DATABASES
from livedocs.versions import MAIN_VERSION, VERSIONS

NAME = "provenance.json"

Notes = dict[str, dict[str, Provenance]]  # SQLAlchemy version -> database -> who made its runs
_check = checker(Notes)


def validated(notes: Any, path: Path, renew: str) -> Notes:
    """`notes`, read from JSON. Raises `Diagnostic` for the file at `path` where they have another shape."""
    try:
        _check(notes)
    except Mismatch as mismatch:
        raise Diagnostic(
            path, 1, f"this does not say who made the records: {mismatch}. Run `{renew}`"
        ) from mismatch
    checked: Notes = notes
    return checked


def read(root: Path = EXAMPLES) -> Notes:
    """What is noted for all examples below `root`; {} without the file. Raises `Diagnostic` if invalid."""
    path = root / NAME
    if not path.exists():
        return {}
    renew = "make record SQLALCHEMY=all"
    try:
        notes = json.loads(read_text(path))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise Diagnostic(path, line, f"this is not valid JSON ({error}). Run `{renew}`") from error
    return validated(notes, path, renew)


def note(version: str, made: dict[str, Provenance], root: Path = EXAMPLES) -> None:
    """Notes who made all runs with a SQLAlchemy `version`: `made` is {database: provenance}."""
    try:
        notes = read(root)
    except Diagnostic:
        notes = {}
    notes[version] = {**notes.get(version, {}), **made}
    ordered = {
        v: {database: notes[v][database] for database in DATABASES if database in notes[v]}
        for v in VERSIONS
        if v in notes
    }
    (root / NAME).write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")


def of_run(example: Example, database: str, version: str = MAIN_VERSION) -> Provenance:
    """Who made the run that is recorded of `example`. Raises `Diagnostic` where no run or nobody is noted."""
    own = example.recorded(database, version).get("provenance")
    noted = own or read(example.root).get(version, {}).get(database)
    if noted is None:
        raise Diagnostic(
            example.root / NAME,
            1,
            f"this does not say who made the records with SQLAlchemy {version} on {database}. "
            f"Run `make record SQLALCHEMY={version}`",
        )
    return noted
