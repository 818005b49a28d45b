"""The numbers that the site shows: the blocks of its pages, and the recorded runs behind them.

They are computed from the pages' sources and the records. A complete test run fails unless it has executed
as many.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from livedocs import ROOT, Diagnostic, read_text, relative
from livedocs.content import claims as all_claims
from livedocs.content import examples, markdown_blocks
from livedocs.content.examples import Example
from livedocs.content.markdown_table import row
from livedocs.content.result import Run
from livedocs.databases import DATABASES
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render import results
from livedocs.versions import OLDER_VERSIONS, VERSIONS

KINDS = ("python", "output", "sql", "rows", "sh", "bash", "markdown")
_REFERENCE = re.compile(r"::: (example|code|results|compare)\s+(\S+)(?:\s+(\S+))?\s*")
_counted: dict[Path, tuple[Example, dict[tuple[str, str | None], Counter[str]]]] = {}


def pages(root: Path = ROOT) -> list[Path]:
    """The files whose blocks are executed: the pages of each language, and the README."""
    found = [path for language in LANGUAGES for path in sorted((root / "docs" / language).rglob("*.md"))]
    return [*found, *(path for path in [root / "README.md"] if path.exists())]


def blocks(root: Path = ROOT) -> dict[str, Counter[str]]:
    """The blocks that each page shows, by kind: {"docs/en/index.md": {"python": 2, …}}.

    What cannot be resolved or is not recorded does not count; it is reported where the page is expanded.
    """
    found: dict[str, Example | None] = {}  # each script is looked up once
    return {relative(path): _of_page(read_text(path), root / "examples", found) for path in pages(root)}


def _of_page(text: str, root: Path, found: dict[str, Example | None]) -> Counter[str]:
    count: Counter[str] = Counter()
    for block, kind in fenced(text):
        if kind:
            count[kind] += 1
        elif match := _REFERENCE.fullmatch(block.text):
            reference, name, section = match.groups()
            try:
                if name not in found:
                    found[name] = examples.find(name, root)[0]
                example = found[name]
                count += _of_reference(example, reference, section) if example else Counter()
            except (Diagnostic, LookupError, ValueError):
                continue
    return count


def fenced(text: str) -> Iterator[tuple[markdown_blocks.Block, str]]:
    """Each block of a page's Markdown, and the kind that a fenced one counts as; "" for any other block."""
    previous = None
    for block in markdown_blocks.scan(text):
        kind = ""
        if block.kind == "code":
            is_output = previous is not None and previous.text.strip() == markdown_blocks.EXPECTED_OUTPUT
            kind = "output" if is_output else block.lines[0].strip().lstrip("`")
        yield block, kind
        previous = block


def _of_reference(example: Example, kind: str, section: str | None) -> Counter[str]:
    """The blocks that a reference shows. Raises `Diagnostic` or `LookupError` where it cannot be shown."""
    if _counted.get(example.path, (None,))[0] is not example:  # it was read again, or for the first time
        _counted[example.path] = example, {}
    known = _counted[example.path][1]
    if section is not None and section not in (*example.sections, *example.modules):
        raise LookupError(section)
    if (kind, section) not in known:
        code = Counter(python=1) if kind in ("example", "code") else Counter()
        known[kind, section] = code + (Counter() if kind == "code" else _of_results(example, kind, section))
    return known[kind, section]


def _of_results(example: Example, kind: str, section: str | None) -> Counter[str]:
    lines = example.sections[section] if section else None
    runs = {database: example.run(database) for database in example.databases}
    if kind == "compare":
        return Counter(rows=1)
    older = {version: _older_runs(example, version) for version in OLDER_VERSIONS}
    count: Counter[str] = Counter()
    for view in results.views(example, runs, older, lines):
        count[view.kind] += _of_data(view.data)
    return +count


def _older_runs(example: Example, version: str) -> dict[str, Run]:
    runs = {database: example.older_run(database, version) for database in example.databases}
    return {database: run for database, run in runs.items() if run is not None}


def _of_data(data: str | results.Sql | tuple[results.Rows, ...]) -> int:
    """In how many blocks `livedocs.render.html` shows what a run did."""
    if isinstance(data, str):
        return bool(data)
    if isinstance(data, results.Sql):
        return bool(data.tables) + bool(data.statements)
    return sum(bool(table.rows) for table in data)


def runs(root: Path = ROOT) -> dict[str, dict[str, int]]:
    """How many examples have a recorded run: {SQLAlchemy version: {database: number}}, newest first.

    A version without a record is not in it.
    """
    found = {version: dict.fromkeys(DATABASES, 0) for version in VERSIONS}
    for path in examples.paths(root / "examples"):
        try:
            example = examples.load(path)
        except Diagnostic:
            continue  # reported where the page is expanded
        for version, count in found.items():
            for database in example.databases:
                try:
                    example.recorded(database, version)
                except Diagnostic:
                    continue
                count[database] += 1
    return {version: count for version, count in found.items() if any(count.values())}


@dataclass(frozen=True)
class Tried:
    """Of a page: sentences that claims try, their circumstances, and strong sentences that none tries."""

    sentences: int
    circumstances: int
    untried: int


def claims(language: str, root: Path = ROOT) -> dict[str, Tried]:
    """What is tried of each page in a language, by its name without language and ending."""
    folder = root / "docs" / language
    found = {}
    for path in sorted(folder.rglob("*.md")):
        page = path.relative_to(folder).with_suffix("").as_posix()
        quoting = all_claims.quoting(page)
        found[page] = Tried(
            len(quoting),
            sum(claim.circumstances for claim, _ in quoting),
            len(all_claims.untried(page, language, read_text(path))),
        )
    return found


def claims_table(language: str) -> str:
    """How many sentences of each page are tried, as a Markdown table; pages without any are listed."""
    label = catalogue(language)["build"]
    by_page = claims(language)
    checks = all_claims.all_claims()
    circumstances = sum(claim.circumstances for claim in checks)
    sentences = sum(tried.sentences for tried in by_page.values())
    versions = ", ".join(VERSIONS)
    lines = [
        label["claims_tried"].format(
            sentences=sentences, checks=len(checks), circumstances=circumstances, versions=versions
        ),
        "",
        row(label["page"], label["claims_sentences"], label["claims_circumstances"], label["claims_untried"]),
        row("---", "---:", "---:", "---:"),
    ]
    for page, tried in by_page.items():
        link = f"[`{page}`](/{language}/{page}.md)"
        if tried.sentences:
            lines.append(row(link, tried.sentences, tried.circumstances, tried.untried))
    if without := [f"[`{p}`](/{language}/{p}.md)" for p, tried in by_page.items() if not tried.sentences]:
        lines += ["", label["claims_without"].format(pages=", ".join(without))]
    return "\n".join(lines)


def figures(language: str) -> list[tuple[str, int]]:
    """What the first page counts, as (name, number): blocks, and the examples behind them by database."""
    label, newest = catalogue(language)["build"], next(iter(runs().values()), {})
    name = label["examples_executed"].format
    return [
        (label["blocks_executed"], sum(count.total() for count in blocks().values())),
        *((name(database=d.title), newest.get(key, 0)) for key, d in DATABASES.items()),
    ]


def numbers(language: str) -> str:
    """`figures` as HTML."""
    items = "".join(f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for name, number in figures(language))
    return f'<dl class="numbers">{items}</dl>'


def numbers_list(language: str) -> str:
    """`figures` as a Markdown list."""
    return "\n".join(f"- {name}: {number:,}" for name, number in figures(language))


def tables(language: str) -> str:
    """The numbers as Markdown tables: each page's blocks by kind, and the runs behind them."""
    label = catalogue(language)["build"]
    by_page = {page: count for page, count in sorted(blocks().items()) if count.total()}
    total = sum(by_page.values(), Counter())
    main = ("python", "output", "sql", "rows")

    def cells(count: Counter[str]) -> list[int]:
        numbers = [count[kind] for kind in main]
        return [*numbers, count.total() - sum(numbers), count.total()]

    lines = [label["tested"].format(executed=total.total(), shown=total.total()), ""]
    lines.append(
        row(label["page"], *(label["kinds"][kind] for kind in main), label["kinds"]["other"], label["total"])
    )
    lines.append(row("---", *("---:" for _ in cells(total))))
    for page, count in by_page.items():
        name = page.removeprefix("docs/")
        shown = f"[`{name}`](/{name})" if name.split("/")[0] in LANGUAGES else f"`{name}`"
        lines.append(row(shown, *cells(count)))
    lines.append(row(f"**{label['total']}**", *(f"**{number:,}**" for number in cells(total))))
    lines.append("")
    lines.append(row(label["runs"], *(database.title for database in DATABASES.values())))
    lines.append(row("---", *("---:" for _ in DATABASES)))
    for version, ran in runs().items():
        lines.append(row(f"SQLAlchemy {version}", *(ran[database] for database in DATABASES)))
    return "\n".join(lines)
