"""What is recorded of an example: the shape of ``<name>.result.json``, and its validation.

The shapes below say what the file holds. A run with an older SQLAlchemy is kept whole only where a page shows
it: where its output, warnings, exception or rows differ from those with the main version. Elsewhere `Digests`
are enough to notice any change of what it does.
"""

import hashlib
import json
import re
import types
from collections.abc import Callable
from typing import (
    Any,
    NotRequired,
    TypedDict,
    TypeGuard,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Value = str | int | float | bool | None  # of a cell

# A `line` is a line of the script without the marks of its sections, from 1; None where no line caused it.


class Event(TypedDict):
    """Something that happened; `livedocs.execution.capture.Log` lists the kinds."""

    kind: str
    line: int | None
    text: NotRequired[str]  # of what was printed
    sql: NotRequired[list[str]]  # a statement's lines
    parameters: NotRequired[str]  # a statement's, as Python writes them
    rowcount: NotRequired[int]
    name: NotRequired[str]  # of a savepoint


class Warned(TypedDict):
    category: str
    message: str
    line: int | None
    configuring: NotRequired[bool]  # whether it came after the script, when the mappers were configured


class Raised(TypedDict):
    """The exception that ended the script."""

    type: str
    message: str
    line: int | None
    configuring: NotRequired[bool]  # whether it came after the script, when the mappers were configured


class TableRows(TypedDict):
    columns: list[str]
    rows: list[list[Value]]


class Snapshot(TypedDict):
    """The rows of every table after a commit that changed them, or at the end."""

    line: int | None
    tables: dict[str, TableRows]


class Provenance(TypedDict):
    """The versions of what made a run."""

    sqlalchemy: str
    python: str
    server: str  # SQLite's library, or the database server
    drivers: dict[str, str]  # package -> its version


class Run(TypedDict):
    """What a script did on one database with one SQLAlchemy."""

    script: str  # the digest of the script that did it
    log: list[Event]
    warnings: list[Warned]
    rows: list[Snapshot]
    exception: NotRequired[Raised]
    provenance: NotRequired[Provenance]  # where it is not what ``examples/provenance.json`` says


class Digests(TypedDict):
    """All that is kept of a run of which a page shows nothing else than of the main version's."""

    script: str
    run: str  # the digest of all that the script did
    shown: str  # the digest of what a page shows of that
    provenance: NotRequired[Provenance]


Recorded = Run | Digests


class ForeignKey(TypedDict):
    column: str  # ``table.column``
    ondelete: NotRequired[str]


class Column(TypedDict):
    name: str
    type: str
    nullable: bool
    primary_key: NotRequired[bool]
    unique: NotRequired[bool]
    references: NotRequired[list[ForeignKey]]


class Table(TypedDict):
    name: str
    columns: list[Column]


Relationship = TypedDict("Relationship", {"name": str, "class": str, "collection": bool})
Mapper = TypedDict("Mapper", {"class": str, "table": str | None, "relationships": list[Relationship]})


class Result(TypedDict):
    """The whole file. `runs` is {SQLAlchemy version: {database: what is recorded}}, newest version first."""

    tables: list[Table]  # as the main version declares them
    mappers: list[Mapper]
    runs: dict[str, dict[str, Recorded]]


def is_whole(recorded: Recorded) -> TypeGuard[Run]:
    """Whether a run is kept whole: as a `Run`."""
    return "log" in recorded


def content(run: Run) -> dict[str, Any]:
    """What the script did: the run without the script's digest and its provenance."""
    keys = ("exception", "log", "warnings", "rows")
    return {key: value for key in keys if (value := run.get(key)) is not None}


def shown(run: Run) -> dict[str, Any]:
    """The part of a run in which a page shows how versions of SQLAlchemy differ: all but the SQL."""
    printed: list[list[Any]] = []
    for event in run["log"]:
        if "text" not in event:
            continue
        if printed and printed[-1][0] == event["line"]:
            printed[-1][1] += event["text"]
        else:
            printed.append([event["line"], event["text"]])
    return {**content(run), "log": printed}


def without_links(text: str) -> str:
    """`text` without the links that SQLAlchemy's messages end with: they hold the number of its version."""
    return re.sub(r"https://sqlalche\.me/e/\d+/", "", text)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def shown_digest(run: Run) -> str:
    return digest(without_links(json.dumps(shown(run), sort_keys=True)))


def digests(run: Run) -> Digests:
    """What is kept of `run` where the main version's shows the same."""
    whole = digest(json.dumps(content(run), sort_keys=True))
    return {"script": run["script"], "run": whole, "shown": shown_digest(run)}


class Mismatch(ValueError):
    """A value that is not what its place needs. Its text names it: ``runs.2.1.sqlite.rows[0].line: …``."""

    def __init__(self, expected: str, found: str) -> None:
        self.place = ""
        self.expected, self.found = expected, found
        super().__init__(expected, found)

    def __str__(self) -> str:
        return f"{self.place.lstrip('.') or 'the file'}: expected {self.expected}, found {self.found}"

    def within(self, step: str) -> "Mismatch":
        """The same one, seen from one level further out."""
        self.place = step + self.place
        return self


Check = Callable[[Any], None]
_NAMES = {
    str: "a string",
    int: "an integer",
    float: "a number",
    bool: "true or false",
    types.NoneType: "null",
}


def _described(value: object) -> str:
    """A value as a message quotes it: the kind of a list or object, else the value itself."""
    if isinstance(value, (dict, list)):
        return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def checker(shape: Any) -> Check:
    """A function that raises `Mismatch` for a value, read from JSON, that does not have `shape`.

    `shape` is a type: a scalar, a `TypedDict`, a list, a dict with strings as keys, or a union of scalars
    or of `TypedDict`s.
    """
    if is_typeddict(shape):
        return _object_checker(shape)
    origin, arguments = get_origin(shape), get_args(shape)
    if origin is NotRequired:
        return checker(arguments[0])
    if origin is list:
        return _list_checker(checker(arguments[0]))
    if origin is dict:
        return _dict_checker(checker(arguments[1]))
    if origin in (Union, types.UnionType) and is_typeddict(arguments[0]):
        return _one_of(arguments)
    return _scalar_checker(arguments or (shape,))


def _scalar_checker(allowed: tuple[type, ...]) -> Check:
    expected = " or ".join(_NAMES[one] for one in allowed)
    known = frozenset(allowed)

    def check(value: Any) -> None:
        if type(value) not in known:  # not isinstance(): true is not an integer
            raise Mismatch(expected, _described(value))

    return check


def _list_checker(check_item: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise Mismatch("a list", _described(value))
        for i, item in enumerate(value):
            try:
                check_item(item)
            except Mismatch as mismatch:
                raise mismatch.within(f"[{i}]") from None

    return check


def _dict_checker(check_item: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Mismatch("an object", _described(value))
        for key, item in value.items():
            try:
                check_item(item)
            except Mismatch as mismatch:
                raise mismatch.within(f".{key}") from None

    return check


def _object_checker(shape: Any) -> Check:
    fields = {name: checker(hint) for name, hint in get_type_hints(shape, include_extras=True).items()}
    required = shape.__required_keys__

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Mismatch("an object", _described(value))
        if missing := required - value.keys():
            raise Mismatch(f"the key {min(missing)!r}", f"only {', '.join(value) or 'none'}")
        if unknown := value.keys() - fields.keys():
            raise Mismatch(f"no keys but {', '.join(fields)}", repr(min(unknown)))
        for key, item in value.items():
            try:
                fields[key](item)
            except Mismatch as mismatch:
                raise mismatch.within(f".{key}") from None

    return check


def _one_of(shapes: tuple[Any, ...]) -> Check:
    checks = [(frozenset(shape.__annotations__), checker(shape)) for shape in shapes]

    def check(value: Any) -> None:
        keys = value.keys() if type(value) is dict else frozenset()
        _, chosen = max(checks, key=lambda one: len(one[0] & keys))  # the one that is meant
        chosen(value)

    return check


_check_result = checker(Result)


def validate(result: Any, script: str, lines: int) -> Result:
    """`result`, read from JSON, as the `Result` that it is. Raises `Mismatch` where it is not one.

    `script` is the digest of the example, and `lines` the number of its lines: what is recorded of this
    script names no other line.
    """
    _check_result(result)
    for version, runs in result["runs"].items():
        for database, recorded in runs.items():
            if is_whole(recorded):
                try:
                    _check_run(recorded, lines if recorded["script"] == script else None)
                except Mismatch as mismatch:
                    raise mismatch.within(f".runs.{version}.{database}") from None
    checked: Result = result
    return checked


def _check_run(run: Run, lines: int | None) -> None:
    """Raises `Mismatch` where a row has not one cell for each column, or a line is not in 1 to `lines`."""
    for i, snapshot in enumerate(run["rows"]):
        for name, table in snapshot["tables"].items():
            width = len(table["columns"])
            for j, row in enumerate(table["rows"]):
                if len(row) != width:
                    place = f".rows[{i}].tables.{name}.rows[{j}]"
                    raise Mismatch(f"{width} cells", str(len(row))).within(place)
    if lines is None:
        return
    places: dict[str, Any] = {"log": run["log"], "warnings": run["warnings"], "rows": run["rows"]}
    for key, events in places.items():
        for i, event in enumerate(events):
            line = event["line"]
            if line is not None and not 1 <= line <= lines:
                raise Mismatch(f"a line of the script, 1 to {lines}", str(line)).within(f".{key}[{i}].line")
    line = run["exception"]["line"] if "exception" in run else None
    if line is not None and not 1 <= line <= lines:
        raise Mismatch(f"a line of the script, 1 to {lines}", str(line)).within(".exception.line")
