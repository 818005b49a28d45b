"""What a run did, as data and text that the renderers share: output, SQL, rows, and what changed in them.

`lines` limits what is shown to what a section's lines caused; a run without it is shown whole.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from livedocs.content.examples import Example
from livedocs.content.result import Event, Raised, Run, Snapshot, TableRows, Value, Warned, without_links

TRANSACTION = {
    "begin": "BEGIN",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
    "savepoint": "SAVEPOINT {name}",
    "rollback_savepoint": "ROLLBACK TO SAVEPOINT {name}",
    "release_savepoint": "RELEASE SAVEPOINT {name}",
}
Cell = str | None | tuple[str | None, str | None]  # a text, None for NULL, or a pair of these (old, new)
ComparedRow = tuple[str, Sequence[Value | tuple[Value, Value]]]  # how a row changed, and its cells
Tables = Mapping[str, TableRows]  # by name
Placed = TypeVar("Placed", Event, Warned, Raised, Snapshot)
SHOWN_PARAMETERS = 160  # characters


def _within(events: Sequence[Placed], lines: range | None) -> list[Placed]:
    return [event for event in events if lines is None or event["line"] in lines]


def output_text(example: Example, run: Run, lines: range | None = None) -> str:
    """What was printed, the warnings, and the error that ended the script, as a terminal shows them."""
    parts = [e["text"] for e in _within(run["log"], lines) if e["kind"] in ("print", "error_stream")]
    for warning in _within(run["warnings"], lines):
        parts.append(f"{warning['category']}: {warning['message']}\n")
    error = run.get("exception")
    if error and (lines is None or error["line"] in lines):
        parts.append("Traceback (most recent call last):\n")
        if error["line"]:
            parts.append(f'  File "{example.path.name}", line {error["line"]}, in <module>\n')
            parts.append(f"    {example.line_text(error['line'])}\n")
        parts.append(f"{error['type']}: {error['message']}\n")
    return "".join(parts).rstrip("\n").expandtabs(4)  # as Markdown does


def visible_events(run: Run, lines: range | None = None) -> list[Event | Warned | Raised]:
    """What `lines` printed, warned of or raised: the events that a page must not hide."""
    printed = [event for event in run["log"] if event["kind"] in ("print", "error_stream")]
    raised = [run["exception"]] if "exception" in run else []
    return [*_within(printed, lines), *_within(run["warnings"], lines), *_within(raised, lines)]


def is_empty(run: Run, lines: range | None) -> bool:
    """Whether `lines` said nothing, sent nothing and left no other rows."""
    return not any((visible_events(run, lines), _within(run["log"], lines), _within(run["rows"], lines)))


def creates_tables(example: Example, event: Event) -> str | None:
    """Whether the event comes from `create_all()` or `drop_all()`: shown folded. Returns which, or None."""
    text = example.line_text(event["line"]) if event["line"] else ""
    return next((name for name in ("create_all()", "drop_all()") if f".{name[:-1]}" in text), None)


def sql_text(example: Example, run: Run, lines: range | None = None, tables: bool = False) -> str:
    """The statements in order, each group under the line of the script that caused it.

    `tables` selects the statements of `create_all()` instead of all others.
    """
    text: list[str] = []
    current: int | None = None
    for event in _within(run["log"], lines):
        if event["kind"] not in TRANSACTION and event["kind"] != "statement":
            continue
        if bool(creates_tables(example, event)) != tables:
            continue
        if event["line"] != current:
            current = event["line"]
            if text:
                text.append("")
            if current:
                text.append(f"/* {example.line_text(current)} */")
        if event["kind"] == "statement":
            text += event["sql"]
            note = []
            if event["parameters"]:
                note.append(_shorten(event["parameters"]))
            if "rowcount" in event:
                count = event["rowcount"]
                note.append(f"{count} row{'' if count == 1 else 's'}")
            if note:
                text.append("-- " + " → ".join(note))
        else:
            text.append(TRANSACTION[event["kind"]].format_map(event))
    return "\n".join(text)


def _shorten(parameters: str) -> str:
    if len(parameters) <= SHOWN_PARAMETERS:
        return parameters
    half = SHOWN_PARAMETERS // 2
    return f"{parameters[:half]} … {len(parameters) - 2 * half} characters … {parameters[-half:]}"


def folded_statements(example: Example, run: Run, lines: range | None = None) -> list[str]:
    """For each folded statement, the function that emitted it."""
    statements = [event for event in _within(run["log"], lines) if event["kind"] == "statement"]
    return [name for event in statements if (name := creates_tables(example, event))]


def rows_before_and_after(run: Run, lines: range | None = None) -> tuple[Tables | None, Tables]:
    """The states of the tables around what is shown: (before, after).

    `after` is the last state that the shown lines caused, or the end; `before` is the state that
    preceded it and held rows, or None.
    """
    states = run["rows"]
    inside = [i for i, state in enumerate(states) if lines is None or state["line"] in lines]
    if not inside:
        # nothing was committed here: the state that held when these lines ran
        earlier = [
            i for i, state in enumerate(states) if state["line"] and lines and state["line"] < lines.start
        ]
        last = earlier[-1] if earlier else len(states) - 1
        return None, states[last]["tables"] if states else {}
    last = inside[-1]
    first = inside[0] if lines is not None else last
    before = states[first - 1]["tables"] if first > 0 else None
    return before, states[last]["tables"]


def compare_rows(before: TableRows | None, after: TableRows | None, key: Sequence[str]) -> list[ComparedRow]:
    """Pairs the rows of one table's two states; None stands for a state that does not have the table.

    `key` are the columns of the primary key. A row's change is "same", "gone", "new" or "changed"; a cell is
    a value, or (old, new) where it changed.
    """
    columns = next((state["columns"] for state in (after, before) if state), [])
    place = [columns.index(name) for name in key if name in columns] or range(len(columns))

    def identified(state: TableRows | None) -> dict[tuple[tuple[str, ...], int], list[Value]]:
        seen: Counter[tuple[str, ...]] = Counter()  # without a primary key, the same row may be there twice
        found = {}
        for row in state["rows"] if state else []:
            values = tuple(repr(row[i]) for i in place)
            seen[values] += 1
            found[values, seen[values]] = row
        return found

    old, new = identified(before), identified(after)
    compared: list[ComparedRow] = []
    for id_ in [*old, *(id_ for id_ in new if id_ not in old)]:
        if id_ not in new:
            compared.append(("gone", old[id_]))
        elif id_ not in old:
            compared.append(("new" if before is not None else "same", new[id_]))
        elif old[id_] == new[id_]:
            compared.append(("same", new[id_]))
        else:
            pairs = zip(old[id_], new[id_], strict=True)
            compared.append(("changed", [b if a == b else (a, b) for a, b in pairs]))
    return compared


def changed_rows(
    example: Example, run: Run, lines: range | None = None
) -> Iterator[tuple[str, list[str], list[ComparedRow]]]:
    """Every table with its rows and what changed in them: (name, columns, rows as from `compare_rows`)."""
    before, after = rows_before_and_after(run, lines)
    if before is None or not any(table["rows"] for table in before.values()):
        before = {}  # everything is new: no change worth marking
    keys = {
        table["name"]: [c["name"] for c in table["columns"] if c.get("primary_key")]
        for table in example.result["tables"]
    }
    dropped = {name: table for name, table in before.items() if name not in after}
    for name, table in {**after, **dropped}.items():
        rows = compare_rows(before.get(name), after.get(name), keys.get(name, []))
        yield name, table["columns"], rows


SIGNS = {"gone": "−", "new": "+", "changed": "±", "same": ""}  # a row's change as one character


@dataclass(frozen=True)
class Sql:
    """The statements of a section: `folded` names the function behind each one that is shown folded."""

    folded: tuple[str, ...]
    tables: str  # the text of the folded ones
    statements: str  # the text of all others


@dataclass(frozen=True)
class Rows:
    """One table: `rows` pairs a change, as `compare_rows` has it, with the cells."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def is_marked(self) -> bool:
        """Whether any row changed."""
        return any(change != "same" for change, _ in self.rows)


Data = str | Sql | tuple[Rows, ...]


@dataclass(frozen=True)
class View:
    """One tab of a result, the same for all of `databases`: `data` is text, `Sql` or a tuple of `Rows`.

    `version` is that of an older SQLAlchemy whose run has other output or rows, else None.
    """

    kind: str  # "output", "sql" or "rows"
    data: Data
    databases: tuple[str, ...]
    version: str | None = None


def _cell(value: Value | tuple[Value, Value]) -> Cell:
    if isinstance(value, tuple):
        old, new = value
        return _text(old), _text(new)
    return _text(value)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def sql_of(example: Example, run: Run, lines: range | None) -> Sql:
    folded = tuple(folded_statements(example, run, lines))
    return Sql(folded, sql_text(example, run, lines, tables=True), sql_text(example, run, lines))


def rows_of(example: Example, run: Run, lines: range | None) -> tuple[Rows, ...]:
    return tuple(
        Rows(name, tuple(columns), tuple((change, tuple(map(_cell, cells))) for change, cells in rows))
        for name, columns, rows in changed_rows(example, run, lines)
    )


VIEWS: dict[str, Callable[[Example, Run, range | None], Data]] = {
    "output": output_text,
    "sql": sql_of,
    "rows": rows_of,
}


def views(
    example: Example,
    runs: Mapping[str, Run],
    older: Mapping[str, Mapping[str, Run]],
    lines: range | None = None,
) -> list[View]:
    """What a result shows, in its order; what several databases have in common is there once.

    `runs` maps databases to runs, `older` other versions of SQLAlchemy to such a mapping. `lines` limits what
    is shown.
    """
    shown: list[View] = []
    for kind, make in VIEWS.items():
        data = {database: make(example, run, lines) for database, run in runs.items()}
        if kind != "output" or any(data.values()):
            shown += [View(kind, same, databases) for same, databases in _grouped(data)]
        for version, older_runs in older.items() if kind != "sql" else ():  # most SQL differs in labels only
            different = {
                database: other
                for database, run in older_runs.items()
                if run is not runs[database]  # one record may stand for both
                and without_links(repr(other := make(example, run, lines)))
                != without_links(repr(data[database]))
            }
            shown += [View(kind, same, databases, version) for same, databases in _grouped(different)]
    return shown


def _grouped(by_database: Mapping[str, Data]) -> Iterator[tuple[Data, tuple[str, ...]]]:
    """Equal data once, with the databases that it holds for."""
    groups: dict[Data, list[str]] = {}
    for database, data in by_database.items():
        groups.setdefault(data, []).append(database)
    return ((data, tuple(databases)) for data, databases in groups.items())


def compared_values(
    example: Example, runs: Mapping[str, Run], lines: range | None = None
) -> dict[str, list[str]]:
    """What the runs printed, ``name: value`` in each line: {name: a value for each run}.

    Raises `ValueError` where a line has another form, or where the databases print other names.
    """
    by_database = {}
    for database, run in runs.items():
        printed = output_text(example, run, lines).split("\n")
        if not all(": " in line for line in printed):
            raise ValueError(
                f"to be compared, each line it prints must be `name: value`; on {database} one is not"
            )
        by_database[database] = dict(line.split(": ", 1) for line in printed)
    first, *others = by_database.values()
    if any(list(other) != list(first) for other in others):
        raise ValueError("to be compared, it must print the same names on each database, in the same order")
    return {name: [printed[name] for printed in by_database.values()] for name in first}
