"""Resolves a page's references: what each names, and what it shows, as data that both renderers take.

A reference is alone on a line and is the same in all languages:

    ::: example deleting/default            the script, and the results of its run
    ::: example deleting/default delete     one section of it, and what its lines caused
    ::: code deleting/default models        the code alone
    ::: results deleting/default delete     the results alone
    ::: code modules/library shop/book.py   a module that the script imports from a folder next to it
    ::: diagram deleting/default            the entity diagram of its models
    ::: compare targets/each [section]      what it printed, ``name: value`` in each line, as a table
    ::: explorer                            every combination of settings, to choose from; also matrix-table,
                                            matrix-counts
    ::: matrix-table taking-away            all cells of another matrix as one table; also matrix-counts
                                            taking-away
    ::: playground                          an editor, and templates to begin with
    ::: parameters                          where each parameter of relationship() is shown
    ::: glossary                            the terms, what they mean and which page explains them
    ::: tested                              how many blocks the pages show, and the recorded runs behind them
    ::: claims                              how many sentences of each page claims try
    ::: numbers                             the same in one line
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from livedocs import EXAMPLES, Diagnostic
from livedocs.content import examples
from livedocs.content.examples import Example
from livedocs.content.result import Run
from livedocs.render.generated import GENERATED
from livedocs.render.results import View, compared_values, is_empty, views
from livedocs.versions import OLDER_VERSIONS, VERSIONS

KINDS = ("example", "code", "results", "diagram", "compare")


@dataclass
class Reference:
    """One reference of a page, on its line `line`. Without an example, its kind is all it says."""

    kind: str
    example: Example | None
    section: str | None
    line: int

    @property
    def shows_code(self) -> bool:
        return self.kind in ("example", "code")

    @property
    def shows_results(self) -> bool:
        return self.kind in ("example", "results", "compare")


@dataclass
class Content:
    """What a reference to an example shows. Where it shows no results, `runs` and `views` are empty."""

    runs: dict[str, Run] = field(default_factory=dict)  # database -> recorded run
    views: list[View] = field(default_factory=list)
    compared: dict[str, list[str]] | None = None  # name -> a value for each database


class Caption(NamedTuple):
    """What names a piece of code: its file from the site's root, and the section that is shown of it."""

    file: str
    section: str | None


def resolve(line: str, path: Path, number: int, root: Path = EXAMPLES) -> Reference:
    """Reads a reference line. Raises `Diagnostic`, placed at the line, if it names what does not exist."""
    if line.strip() in GENERATED:
        return Reference(line.strip().removeprefix("::: "), None, None, number)
    match = re.fullmatch(r":::\s+(\S+)\s+(\S+)(?:\s+(\S+))?\s*", line)
    if line != line.lstrip():
        raise Diagnostic(path, number, "a reference must start in the first column, outside lists and boxes")
    if not match:
        raise Diagnostic(
            path, number, f"cannot read {line.strip()!r}; write `::: example topic/name [section]`"
        )
    kind, name, section = match.groups()
    matrices = [known.split()[2] for known in GENERATED if known.startswith(f"::: {kind} ")]
    if matrices:
        raise Diagnostic(
            path, number, f"no matrix {name!r} for `::: {kind}`; there are {', '.join(matrices)}"
        )
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0) or KINDS
        raise Diagnostic(path, number, f"unknown reference {kind!r}; did you mean `::: {near[0]} {name}`?")
    example, nearest = examples.find(name, root)
    if example is None:
        hint = f"; the nearest are {', '.join(nearest)}" if nearest else ""
        raise Diagnostic(path, number, f"no example {name!r}: there is no examples/{name}.py{hint}")
    if section in example.modules and kind != "code":
        raise Diagnostic(path, number, f"{section!r} is a module: show it with `::: code {name} {section}`")
    if section is not None and section not in (*example.sections, *example.modules):
        known = ", ".join((*example.sections, *example.modules)) or "none"
        raise Diagnostic(path, number, f"examples/{name}.py has no section {section!r}; it has {known}")
    return Reference(kind, example, section, number)


def content_of(reference: Reference, example: Example, path: Path, lenient: bool = False) -> Content:
    """What `reference` to `example` shows. Raises `Diagnostic` where it has no result to show.

    `lenient` leaves out databases without an up-to-date result and takes another version's where there
    is one.
    """
    section = reference.section
    if not reference.shows_results:
        return Content()
    runs, lines = runs_of(example, lenient), lines_of(example, section)
    if all(is_empty(run, lines) for run in runs.values()):
        raise Diagnostic(
            path,
            reference.line,
            f"these lines of examples/{example.name}.py printed nothing and sent nothing: "
            "there is no result to show. "
            f"Write `::: code {example.name}{f' {section}' if section else ''}`, or name another section",
        )
    if reference.kind == "compare":
        try:
            return Content(runs, compared=compared_values(example, runs, lines))
        except ValueError as error:
            raise example.problem(None, str(error)) from error
    return Content(runs, views(example, runs, older_runs_of(example, runs, lenient), lines))


def lines_of(example: Example, section: str | None) -> range | None:
    """The lines of a section of the script; None for the whole script, or a module."""
    return example.sections.get(section or "")


def caption_of(example: Example, section: str | None) -> Caption:
    if section in example.modules:
        return Caption(f"examples/{example.path.parent.name}/{section}", None)
    return Caption(f"examples/{example.name}.py", section)


def fence(code: str, language: str) -> str:
    """`code`, with a line break at its end or without, as a fenced block of Markdown."""
    mark = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", code))])
    return f"{mark}{language}\n{code}{'' if code.endswith(chr(10)) else chr(10)}{mark}"


def runs_of(example: Example, lenient: bool = False) -> dict[str, Run]:
    """The recorded runs that a page shows: {database: run}.

    Raises `Diagnostic` if one is missing or out of date; `lenient` leaves it out, unless it is the first.
    """
    runs = {}
    for database in example.databases:
        try:
            runs[database] = _run(example, database, lenient)
        except Diagnostic:
            if not lenient or database == example.databases[0]:
                raise
    return runs


def _run(example: Example, database: str, lenient: bool) -> Run:
    """The recorded run with the main version; `lenient` takes another's where only that is up to date."""
    for version in VERSIONS if lenient else ():
        try:
            return example.run(database, version)
        except Diagnostic:
            continue
    return example.run(database)


def older_runs_of(
    example: Example, databases: Iterable[str], lenient: bool = False
) -> dict[str, dict[str, Run]]:
    """The runs with the older SQLAlchemys, {version: {database: run}}, that a page may show: they differ.

    Raises `Diagnostic` if one is missing or out of date; `lenient` leaves it out.
    """
    older: dict[str, dict[str, Run]] = {}
    for version in OLDER_VERSIONS:
        runs = older.setdefault(version, {})
        for database in databases:
            try:
                run = example.older_run(database, version)
            except Diagnostic:
                if not lenient:
                    raise
            else:
                if run is not None:
                    runs[database] = run
    return older
