"""The number: how many blocks the pages show, and how many runs checked them, from the last complete test run.

``tests/tested.json`` is written by ``make count`` and compared by every complete run:
{"blocks": {page: {kind: number}}, "runs": {SQLAlchemy version: {database: number of examples}}, "shown": number
of blocks in the built pages, "parameters": those of relationship() in executed code}.
"""

import json
from collections import Counter

from livedocs import LANGUAGES, ROOT, Diagnostic
from livedocs.content.markdown_table import row
from livedocs.databases import DATABASES
from livedocs.labels import LABELS

PATH = ROOT / "tests" / "tested.json"
KINDS = ("python", "output", "sql", "rows", "sh", "bash", "markdown")


def read():
    """What the file says; empty where there is none yet. Raises `Diagnostic` if it cannot be read."""
    empty = {"blocks": {}, "runs": {}, "shown": 0, "parameters": []}
    try:
        return {**empty, **json.loads(PATH.read_text("utf-8"))}
    except FileNotFoundError:
        return empty
    except (ValueError, TypeError) as error:
        raise Diagnostic(PATH, 1, f"this cannot be read ({error}). Remove it, and run `make count`") from error


def write(data):
    PATH.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")


def figures(language: str) -> list[tuple[str, int]]:
    """What the first page counts: blocks, and the examples behind them on each database, as (name, number)."""
    label, data = LABELS[language], read()
    newest = data["runs"][max(data["runs"])] if data["runs"] else {}
    examples = label["examples_executed"].format
    return [
        (label["blocks_executed"], data["shown"]),
        *((examples(database=d.title), newest.get(key, 0)) for key, d in DATABASES.items()),
    ]


def numbers(language: str) -> str:
    """`figures` as HTML."""
    items = "".join(f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for name, number in figures(language))
    return f'<dl class="numbers">{items}</dl>'


def numbers_list(language: str) -> str:
    """`figures` as a Markdown list."""
    return "\n".join(f"- {name}: {number:,}" for name, number in figures(language))


def tables(language):
    """The number as Markdown tables: each page's blocks by kind, and the runs behind them."""
    label, data = LABELS[language], read()
    blocks = {page: Counter(count) for page, count in sorted(data["blocks"].items()) if sum(count.values())}
    total = sum(blocks.values(), Counter())
    main = ("python", "output", "sql", "rows")

    def cells(count):
        numbers = [count[kind] for kind in main]
        return [*numbers, count.total() - sum(numbers), count.total()]

    lines = [label["tested"].format(executed=total.total(), shown=data["shown"]), ""]
    lines.append(
        row(label["page"], *(label[f"kind_{kind}"] for kind in main), label["kind_other"], label["total"])
    )
    lines.append(row("---", *("---:" for _ in cells(total))))
    for page, count in blocks.items():
        name = page.removeprefix("docs/")
        shown = f"[`{name}`](/{name})" if name.split("/")[0] in LANGUAGES else f"`{name}`"
        lines.append(row(shown, *cells(count)))
    lines.append(row(f"**{label['total']}**", *(f"**{number:,}**" for number in cells(total))))
    lines.append("")
    lines.append(row(label["runs"], *(database.title for database in DATABASES.values())))
    lines.append(row("---", *("---:" for _ in DATABASES)))
    for version, runs in sorted(data["runs"].items(), reverse=True):
        lines.append(row(f"SQLAlchemy {version}", *(runs.get(database, 0) for database in DATABASES)))
    return "\n".join(lines)
