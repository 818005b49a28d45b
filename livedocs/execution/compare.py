"""Compares a fresh run with what is recorded."""

import difflib
from collections.abc import Mapping
from typing import Any

import sqlalchemy

from livedocs import relative
from livedocs.content.examples import Example
from livedocs.content.result import Run, content, digests, is_whole
from livedocs.databases import DATABASES
from livedocs.execution.result_file import pretty
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION


def difference(
    example: Example, database: str, fresh: Run, declared: Mapping[str, Any], version: str = INSTALLED_VERSION
) -> str:
    """What is recorded against a fresh run and what it declared, as a unified diff; empty if they are equal.

    Where only digests are recorded, and the run has others, the diff is against the main version's run.
    Raises `Diagnostic` if nothing is recorded.
    """
    recorded = example.recorded(database, version)
    from_ = f"recorded in {relative(example.result_path)}"
    if is_whole(recorded):
        basis = recorded
        same = pretty(content(recorded)) == pretty(content(fresh))  # as text: for Python, 1 equals True
    else:
        basis = example.run(database)
        same = {**recorded, **digests(fresh)} == recorded
        from_ += (
            f" with SQLAlchemy {MAIN_VERSION}: of {version} there are only digests, and its SQL may differ"
        )
    expected, found = _declarations(example.result), _declarations(declared)
    if version != MAIN_VERSION and "exception" in basis:
        expected = found  # a mapping may fail in the older one
    if same and pretty(expected) == pretty(found):
        return ""
    to = f"fresh run on {DATABASES[database].title}, SQLAlchemy {sqlalchemy.__version__}"
    return unified({**content(basis), **expected}, {**content(fresh), **found}, from_, to) or (
        f"the run with SQLAlchemy {version} now does just what that with {MAIN_VERSION} does, "
        "and no longer what its digests were made of"
    )


def _declarations(source: Mapping[str, Any]) -> dict[str, Any]:
    return {"tables": source["tables"], "mappers": source["mappers"]}


def unified(one: Any, other: Any, from_: str, to: str) -> str:
    """The difference of two runs, as a unified diff of their written forms."""
    return "\n".join(
        difflib.unified_diff(pretty(one).split("\n"), pretty(other).split("\n"), from_, to, lineterm="", n=2)
    )
