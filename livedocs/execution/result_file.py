"""Writes what was recorded of an example beside it, one event a line, so that `git diff` can be read."""

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from livedocs import Diagnostic
from livedocs.content.examples import Example
from livedocs.content.result import (
    Mapper,
    Provenance,
    Recorded,
    Result,
    Run,
    Table,
    digests,
    is_whole,
    shown_digest,
)
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION, VERSIONS


class Declared(TypedDict):
    """What a run declared, and the lines that it executed, as in `livedocs.execution.capture.run`."""

    tables: list[Table]
    mappers: list[Mapper]
    lines: list[int | str]


def pretty(value: Any, width: int = 110, indent: int = 0) -> str:
    """JSON with one event, one row or one column a line; `width` and `indent` are in characters."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= width or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [
            f"{pad}{json.dumps(k, ensure_ascii=False)}: {pretty(v, width, indent + 1)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + pretty(v, width, indent + 1) for v in value) + "\n" + " " * indent + "]"


def write(
    example: Example,
    runs: Mapping[str, Run],
    declared: Mapping[str, Any],
    version: str = INSTALLED_VERSION,
    made: Mapping[str, Provenance] | None = None,
) -> bool:
    """Merges fresh runs into the recorded result; returns whether the file changed.

    `runs` is {database: run} with one SQLAlchemy `version`; `declared` has the tables and mappers. `made` is
    {database: who made its run} where that is not what is noted for all examples: the run then says so,
    unless it only repeats what was recorded.
    """
    old: Result = {"tables": [], "mappers": [], "runs": {}}
    try:
        old = example.result
        known = True
    except Diagnostic:
        known = False
    if version != MAIN_VERSION and known:
        declared = old  # a mapping may fail in one of them
    recorded = {v: dict(old["runs"].get(v, {})) for v in VERSIONS}
    # Runs of the old script stay until they are recorded again: they count as out of date, not as absent.
    for database, run in runs.items():
        fresh = run if version == MAIN_VERSION else _reduced(run, recorded[MAIN_VERSION].get(database))
        before = recorded[version].get(database)
        if made is None or database not in made:
            recorded[version][database] = fresh
        elif before is None or _without_provenance(before) != _without_provenance(fresh):
            fresh = fresh.copy()
            fresh["provenance"] = made[database]
            recorded[version][database] = fresh
        if version == MAIN_VERSION:
            for older in VERSIONS:
                other = recorded[older].get(database)
                if older != MAIN_VERSION and other is not None and is_whole(other):
                    recorded[older][database] = _reduced(other, run)
    result = {
        "tables": declared["tables"],
        "mappers": declared["mappers"],
        "runs": {
            v: {database: found[database] for database in example.databases if database in found}
            for v, found in recorded.items()
            if found
        },
    }
    text = pretty(result) + "\n"
    if example.result_path.exists() and example.result_path.read_text("utf-8") == text:
        return False
    temporary = example.result_path.with_suffix(".writing")
    temporary.write_text(text, "utf-8")
    temporary.replace(example.result_path)
    example.forget_result()
    return True


def _reduced(run: Run, main: Recorded | None) -> Recorded:
    """What is kept of a `run` with an older SQLAlchemy: digests where the `main` version's shows the same."""
    if main is None or not is_whole(main) or main["script"] != run["script"]:
        return run
    if shown_digest(main) != shown_digest(run):
        return run
    kept = digests(run)
    if "provenance" in run:
        kept["provenance"] = run["provenance"]
    return kept


def _without_provenance(recorded: Recorded) -> str:
    """As text: for Python, 1 equals True."""
    return json.dumps({key: value for key, value in recorded.items() if key != "provenance"}, sort_keys=True)
