"""Turns a page's short references into what readers see. The site and the tests both go through here.

A reference stands alone on a line and is the same in both languages:

    ::: example deleting/default            the script, and the results of its run
    ::: example deleting/default delete     one section of it, and what its lines caused
    ::: code deleting/default models        the code alone
    ::: results deleting/default delete     the results alone
    ::: diagram deleting/default            the entity diagram of its models
    ::: tested                              how many blocks and runs the last complete test run checked
"""

import difflib
import re
from dataclasses import dataclass, field
from html import escape

from livedocs import EXAMPLES, Problem, pages
from livedocs import examples as examples_module
from livedocs.diagram import diagram
from livedocs.labels import LABELS
from livedocs.results import panel
from livedocs.tested import tables as tested_tables

KINDS = ("example", "code", "results", "diagram")


@dataclass
class Reference:
    """One resolved reference of a page: `line` is where it stands in the page."""

    kind: str
    example: examples_module.Example | None
    section: str | None
    line: int


@dataclass
class Expansion:
    """A page after expansion. `line_map[i]` is the page's line of line ``i + 1`` of `text`."""

    text: str
    line_map: list
    references: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    named: set = field(default_factory=set)  # the paths of all scripts that it refers to, also in vain


def expand(text, path, language, root=EXAMPLES, lenient=False):
    """Expands the Markdown `text` of the page at `path`.

    Problems do not stop it: each is listed in the result, and a visible box stands in its place.
    `lenient` shows the databases that have a result and leaves out the others.
    """
    lines = text.split("\n")
    by_line = {block.line: block for block in pages.scan(text) if block.kind == "reference"}
    expansion = Expansion("", [])
    out = []
    for number, line in enumerate(lines, 1):
        if number not in by_line:
            out.append(line)
            expansion.line_map.append(number)
            continue
        try:
            reference = resolve(line, path, number, root)
            expansion.named.add(reference.example and reference.example.path)
            shown = _show(reference, language, len(expansion.references) + 1, lenient)
            expansion.references.append(reference)
        except Problem as problem:
            expansion.problems.append(problem)
            shown = (
                f'<div class="admonition failure"><p class="admonition-title">{LABELS[language]["problem"]}</p>'
                f"<pre>{escape(str(problem))}</pre></div>"
            )
        new = ["", *shown.split("\n"), ""]
        out += new
        expansion.line_map += [number] * len(new)
    expansion.text = "\n".join(out)
    return expansion


def resolve(line, path, number, root=EXAMPLES):
    """Reads a reference line. Raises `Problem`, placed at the line, if it names what does not exist."""
    if line.strip() == "::: tested":
        return Reference("tested", None, None, number)
    match = re.fullmatch(r":::\s+(\S+)\s+(\S+)(?:\s+(\S+))?\s*", line)
    if line != line.lstrip():
        raise Problem(path, number, "a reference must start in the first column, outside lists and boxes")
    if not match:
        raise Problem(path, number, f"cannot read {line.strip()!r}; write `::: example topic/name [section]`")
    kind, name, section = match.groups()
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0) or KINDS
        raise Problem(path, number, f"unknown reference {kind!r}; did you mean `::: {near[0]} {name}`?")
    example, near = examples_module.find(name, root)
    if example is None:
        hint = f"; the nearest are {', '.join(near)}" if near else ""
        raise Problem(path, number, f"no example {name!r}: there is no examples/{name}.py{hint}")
    if section is not None and section not in example.sections:
        known = ", ".join(example.sections) or "none"
        raise Problem(path, number, f"examples/{name}.py has no section {section!r}; it has {known}")
    return Reference(kind, example, section, number)


def _show(reference, language, count, lenient):
    example, section = reference.example, reference.section
    if reference.kind == "tested":
        return tested_tables(language)
    if reference.kind == "diagram":
        return diagram(example.result, language, f"diagram-{count}")
    parts = ['<figure class="example" markdown="1">']
    if reference.kind in ("example", "code"):
        parts.append(_caption(example, section, language))
        code = example.code(section)
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", code))])
        parts.append(f"{fence}python\n{code}{fence}")
    if reference.kind in ("example", "results"):
        runs = {}
        for database in example.databases:
            try:
                runs[database] = _run(example, database, lenient)
            except Problem:
                if not lenient or database == example.databases[0]:
                    raise
        lines = example.sections.get(section)
        parts.append(panel(example, runs, language, lines, f"result-{count}"))
    parts.append("</figure>")
    return "\n\n".join(parts)


def _run(example, database, lenient):
    """The recorded run to show; `lenient` takes the older SQLAlchemy's where only that is up to date."""
    for version in examples_module.VERSIONS if lenient else ():
        try:
            return example.run(database, version)
        except Problem:
            continue
    return example.run(database)


def _caption(example, section, language):
    """The script's name, as a link that downloads it whole, and the section that is shown."""
    label = LABELS[language]
    name = f"examples/{example.name}.py"
    shown = (
        f' <span class="example-section">{label["section"].format(name=escape(section))}</span>'
        if section
        else ""
    )
    # Pages lie at docs/<language>/…; MkDocs rewrites the link from the page's own place.
    return (
        f'<figcaption markdown="span"><code>{name}</code>{shown} '
        f"[{label['download']}](/{name}){{ .example-download download }}</figcaption>"
    )
