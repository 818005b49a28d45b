"""Turns a page's short references into what readers see. The site and the tests both go through here.

A reference stands alone on a line and is the same in both languages:

    ::: example deleting/default            the script, and the results of its run
    ::: example deleting/default delete     one section of it, and what its lines caused
    ::: code deleting/default models        the code alone
    ::: results deleting/default delete     the results alone
    ::: code modules/library shop/book.py   a module that the script imports from a folder beside it
    ::: diagram deleting/default            the entity diagram of its models
    ::: compare targets/each [section]      what it printed, ``name: value`` in each line, as a table of databases
    ::: explorer                            every combination of settings, to choose from; also matrix-table, matrix-counts
    ::: matrix-table taking-away            all cells of another matrix as one table; also matrix-counts taking-away
    ::: playground                          an editor, and templates to begin with
    ::: parameters                          where each parameter of relationship() is shown
    ::: glossary                            the terms, what they mean and which page treats them
    ::: tested                              how many blocks and runs the last complete test run checked
    ::: numbers                             the same in one line
"""

import difflib
import re
from dataclasses import dataclass, field
from functools import partial
from html import escape

from livedocs import EXAMPLES, Diagnostic
from livedocs.content import examples as examples_module
from livedocs.content import glossary, markdown_blocks
from livedocs.labels import LABELS
from livedocs.matrix import MATRICES
from livedocs.matrix import render as matrix_render
from livedocs.render import browser_runtime, parameters
from livedocs.render.counts import numbers as tested_numbers
from livedocs.render.counts import tables as tested_tables
from livedocs.render.diagram import diagram
from livedocs.render.playground import playground
from livedocs.render.results import comparison, is_empty, output_text, panel
from livedocs.versions import MAIN_VERSION, OLDER_VERSIONS, VERSIONS

KINDS = ("example", "code", "results", "diagram", "compare")
GENERATED = {
    "::: tested": tested_tables,
    "::: glossary": glossary.table,
    "::: numbers": tested_numbers,
    "::: parameters": parameters.table,
    "::: explorer": matrix_render.explorer,
    "::: playground": playground,
    "::: matrix-table": matrix_render.table,
    "::: matrix-counts": matrix_render.counts,
    **{
        f"::: {kind} {name}": partial(function, matrix)
        for kind, function in (("matrix-table", matrix_render.merged_table), ("matrix-counts", matrix_render.merged_counts))
        for name, matrix in MATRICES.items()
        if matrix.across
    },
}


@dataclass
class Reference:
    """One resolved reference of a page: `line` is where it stands in the page."""

    kind: str
    example: examples_module.Example | None
    section: str | None
    line: int
    generated: str = ""  # what a reference that names no example stands for, once it is expanded

    @property
    def shows_code(self):
        return self.kind in ("example", "code")

    @property
    def shows_results(self):
        return self.kind in ("example", "results", "compare")


@dataclass
class Expansion:
    """A page after expansion. `line_map[i]` is the page's line of line ``i + 1`` of `text`."""

    text: str
    line_map: list
    references: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    named: set = field(default_factory=set)  # the paths of all scripts that it refers to, also in vain
    panels: dict = field(default_factory=dict)  # id -> HTML to put in its place once the Markdown is HTML


def expand(text, path, language, root=EXAMPLES, lenient=False):
    """Expands the Markdown `text` of the page at `path`.

    Problems do not stop it: each is listed in the result, and a visible box stands in its place.
    `lenient` shows the databases that have a result and leaves out the others.
    """
    lines = text.split("\n")
    by_line = {block.line: block for block in markdown_blocks.scan(text) if block.kind == "reference"}
    expansion = Expansion("", [])
    out = []
    for number, line in enumerate(lines, 1):
        if number not in by_line:
            out.append(line)
            expansion.line_map.append(number)
            continue
        try:
            reference = resolve(line, path, number, root)
            if reference.example:
                expansion.named |= {
                    reference.example.path,
                    reference.example.modules.get(reference.section),
                }
            shown = _show(reference, path, language, expansion.panels, lenient)
            expansion.references.append(reference)
        except Diagnostic as problem:
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
    """Reads a reference line. Raises `Diagnostic`, placed at the line, if it names what does not exist."""
    if line.strip() in GENERATED:
        return Reference(line.strip().removeprefix("::: "), None, None, number)
    match = re.fullmatch(r":::\s+(\S+)\s+(\S+)(?:\s+(\S+))?\s*", line)
    if line != line.lstrip():
        raise Diagnostic(path, number, "a reference must start in the first column, outside lists and boxes")
    if not match:
        raise Diagnostic(path, number, f"cannot read {line.strip()!r}; write `::: example topic/name [section]`")
    kind, name, section = match.groups()
    known = [known.split()[2] for known in GENERATED if known.startswith(f"::: {kind} ")]
    if known:
        raise Diagnostic(path, number, f"no matrix {name!r} for `::: {kind}`; there are {', '.join(known)}")
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1, cutoff=0) or KINDS
        raise Diagnostic(path, number, f"unknown reference {kind!r}; did you mean `::: {near[0]} {name}`?")
    example, near = examples_module.find(name, root)
    if example is None:
        hint = f"; the nearest are {', '.join(near)}" if near else ""
        raise Diagnostic(path, number, f"no example {name!r}: there is no examples/{name}.py{hint}")
    if section in example.modules and kind != "code":
        raise Diagnostic(path, number, f"{section!r} is a module: show it with `::: code {name} {section}`")
    if section is not None and section not in (*example.sections, *example.modules):
        known = ", ".join((*example.sections, *example.modules)) or "none"
        raise Diagnostic(path, number, f"examples/{name}.py has no section {section!r}; it has {known}")
    return Reference(kind, example, section, number)


def _place(panels, html, searched=""):
    """Keeps `html` for later and returns what stands in its place in the Markdown: what the search finds of it.

    Markdown and the search would read each of its thousands of elements, and change none.
    """
    name = f"panel-{len(panels) + 1}"
    panels[name] = html
    return f'<pre data-panel="{name}">{escape(searched)}</pre>'


def put_panels(html, panels):
    """The page's HTML with each panel in its place."""
    return re.sub(
        r'<pre data-panel="([\w-]+)">.*?</pre>', lambda match: panels[match[1]], html, flags=re.DOTALL
    )


def _show(reference, path, language, panels, lenient):
    example, section = reference.example, reference.section
    if example is None:
        reference.generated = GENERATED[f"::: {reference.kind}"](language)
        is_html = reference.kind == "explorer"
        return _place(panels, reference.generated) if is_html else reference.generated
    if reference.kind == "diagram":
        return _place(panels, diagram(example.result, language, f"diagram-{len(panels) + 1}"))
    parts = [f'<figure class="example"{_runnable(reference)} markdown="1">']
    if reference.shows_code:
        parts.append(_caption(example, section, language))
        code = example.code(section)
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", code))])
        parts.append(f"{fence}python\n{code}{fence}")
        if shown := _bar(reference, language, f"run-{len(panels) + 1}"):
            parts.append(_place(panels, shown))
    if reference.shows_results:
        runs = runs_of(example, lenient)
        lines = example.sections.get(section)
        searched = "\n".join(dict.fromkeys(output_text(example, run, lines) for run in runs.values()))
        if all(is_empty(run, lines) for run in runs.values()):
            raise Diagnostic(
                path,
                reference.line,
                f"these lines of examples/{example.name}.py printed nothing and sent nothing: there is no result to show. "
                f"Write `::: code {example.name}{f' {section}' if section else ''}`, or name another section",
            )
        if reference.kind == "compare":
            try:
                table = comparison(example, runs, lines)
            except ValueError as error:
                raise example.problem(None, str(error)) from error
            parts.append(_place(panels, table, searched))
        else:
            older = older_runs_of(example, runs, lenient)
            html = panel(example, runs, older, language, lines, f"result-{len(panels) + 1}")
            parts.append(_place(panels, html, searched))
    parts.append("</figure>")
    return "\n\n".join(parts)


def _runnable(reference):
    """What theme/assets/live.js needs in order to run the code that a figure shows, as attributes."""
    example, section = reference.example, reference.section
    if not reference.shows_code:
        return ""
    attributes = {"example": example.name, "databases": " ".join(example.databases)}
    if example.in_page:
        attributes["not-in-page"] = example.in_page
    if example.modules:
        attributes["modules"] = " ".join(example.modules)
    if section in example.modules:
        attributes["module"] = section
    elif section:
        lines = example.lines(section)
        attributes["lines"] = f"{lines.start}-{lines.stop - 1}"
    return "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())


def _bar(reference, language, uid):
    """What stands under the code: the buttons that run it, or why they are missing; "" without the runtime."""
    example, section, label = reference.example, reference.section, LABELS[language]
    available = browser_runtime.databases()
    if not available:
        return ""
    offered = [name for name in available if name in example.databases]
    if example.in_page or not offered:
        return browser_runtime.reason(language, example.in_page or "postgresql")
    buttons = [("live-edit", label["run_edit"]), ("live-open", label["open_playground"])]
    title = label["run_whole"] if section in example.sections else ""
    return browser_runtime.bar(language, uid, offered, title=title, buttons=buttons)


def runs_of(example, lenient=False):
    """The recorded runs that a page shows: {database: run}; `lenient` leaves out those that there are not."""
    runs = {}
    for database in example.databases:
        try:
            runs[database] = _run(example, database, lenient)
        except Diagnostic:
            if not lenient or database == example.databases[0]:
                raise
    return runs


def older_runs_of(example, databases, lenient=False):
    """The same with the older SQLAlchemys: {version: {database: run}}."""
    return {
        version: {database: _run(example, database, lenient, version) for database in databases}
        for version in OLDER_VERSIONS
    }


def _run(example, database, lenient, version=MAIN_VERSION):
    """The recorded run with `version`; `lenient` takes another's where only that is up to date."""
    for other in (version, *VERSIONS) if lenient else ():
        try:
            return example.run(database, other)
        except Diagnostic:
            continue
    return example.run(database, version)


def _caption(example, section, language):
    """The script's name, as a link that downloads it whole, and the section that is shown."""
    label = LABELS[language]
    name = f"examples/{example.name}.py"
    if section in example.modules:
        name, section = f"examples/{example.path.parent.name}/{section}", None
    shown = (
        f' <span class="example-section">{label["section"].format(name=escape(section))}</span>'
        if section
        else ""
    )
    breaking = re.sub("([/_])", r"\1<wbr>", name)
    # Pages lie at docs/<language>/…; MkDocs rewrites the link from the page's own place.
    return (
        f'<figcaption data-search-exclude="true" markdown="span"><code>{breaking}</code>{shown} '
        f'<span class="example-take"><button type="button" class="example-copy">{label["copy"]}</button> '
        f"[{label['download']}](/{name}){{ .example-download download }}</span></figcaption>"
    )
