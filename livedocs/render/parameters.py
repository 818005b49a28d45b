"""Which parameters of `relationship()` the pages show in code that ran, and where.

The list of parameters is the function's own signature.
"""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

from sqlalchemy.orm import relationship

from livedocs import ROOT, Diagnostic, read_text
from livedocs.content import examples, markdown_blocks, script_rules
from livedocs.content.error_index import title
from livedocs.content.markdown_table import row
from livedocs.i18n import catalogue

DOCS = ROOT / "docs"
PARAMETERS = [
    name
    for name, parameter in inspect.signature(relationship).parameters.items()
    if parameter.kind is not inspect.Parameter.VAR_KEYWORD
]


@cache
def passed(source: str) -> list[tuple[int, list[str]]]:
    """The parameters that each call of `relationship()` or `backref()` in `source` gives: [(line, names)].

    Raises `SyntaxError`.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        called = script_rules.called(node)
        if isinstance(node, ast.Call) and called in ("relationship", "backref"):
            names = [keyword.arg for keyword in node.keywords if keyword.arg in PARAMETERS]
            if called == "relationship":  # the first argument of backref() is the name of the attribute
                names = [*PARAMETERS[: len(node.args)], *names]
            found.append((node.lineno, names))
    return found


def shown(language: str, docs: Path = DOCS, root: Path = examples.EXAMPLES) -> dict[str, dict[Path, str]]:
    """Where the pages of a language show each parameter: {name: {page: id of the heading above}}."""
    places: dict[str, dict[Path, str]] = {name: {} for name in PARAMETERS}
    for path in sorted((docs / language).rglob("*.md")):
        heading = ""
        for block in markdown_blocks.scan(read_text(path)):
            if block.kind == "heading":
                heading = block.detail.split("#", 1)[1]
            elif block.kind == "reference":
                for name in _in_reference(block.text, root):
                    places[name].setdefault(path, heading)
    return places


def _in_reference(text: str, root: Path) -> list[str]:
    """The parameters in the code that a reference shows."""
    match = re.fullmatch(r"::: (?:example|code)\s+(\S+)(?:\s+(\S+))?\s*", text)
    if match is None:
        return []
    example, _ = examples.find(match[1], root)
    if example is None:
        return []
    try:
        if match[2] in example.modules:
            return [name for _, names in passed(example.code(match[2])) for name in names]
        lines = example.lines(match[2])
        return [name for line, names in passed(example.source) if line in lines for name in names]
    except (SyntaxError, Diagnostic):
        return []  # reported where the reference is expanded


def table(language: str) -> str:
    """The parameters as a Markdown table, each with links to where it is shown."""
    label, places = catalogue(language)["build"], shown(language)
    covered = sum(map(bool, places.values()))
    lines = [label["parameters"].format(shown=covered, all=len(PARAMETERS)), ""]
    lines += [row(label["parameter"], label["shown_in"]), row("---", "---")]
    for name, found in places.items():
        links = [
            f"[{title(path)}](/{path.relative_to(DOCS).as_posix()}#{heading})"
            for path, heading in found.items()
        ]
        lines.append(row(f"`{name}`", ", ".join(links) or "–"))
    return "\n".join(lines)
