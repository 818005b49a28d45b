"""A page's source with its references expanded, for the site and for the tests.

Code becomes fenced blocks of Markdown. Results, diagrams and buttons are HTML of thousands of elements that
Markdown and the search need not read: a placeholder stands for each until the page is HTML (`put_panels`),
and holds the text that the search finds.
"""

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from livedocs import EXAMPLES, Diagnostic
from livedocs.content import markdown_blocks
from livedocs.content.examples import Example
from livedocs.i18n import catalogue
from livedocs.render import browser_runtime, highlight, html
from livedocs.render.diagram import diagram
from livedocs.render.generated import generated
from livedocs.render.references import Content, Reference, caption_of, content_of, fence, lines_of, resolve
from livedocs.render.results import output_text


@dataclass
class Expansion:
    """A page after expansion. `line_map[i]` is the page's line of line ``i + 1`` of `text`."""

    text: str
    line_map: list[int]
    references: list[Reference] = field(default_factory=list)
    contents: dict[int, Content] = field(
        default_factory=dict
    )  # line of a reference to an example -> its data
    problems: list[Diagnostic] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)  # the scripts that it refers to, also in vain
    panels: dict[str, str] = field(default_factory=dict)  # id -> HTML for `put_panels`


def expand(text: str, path: Path, language: str, root: Path = EXAMPLES, lenient: bool = False) -> Expansion:
    """Expands the Markdown `text` of the page at `path`.

    Problems do not stop it: each is listed in the result, and the page shows a visible box in its place.
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
            if example := reference.example:
                expansion.named.add(example.path)
                if reference.section in example.modules:
                    expansion.named.add(example.modules[reference.section])
            shown = _expanded(reference, path, language, expansion, lenient)
            expansion.references.append(reference)
        except Diagnostic as problem:
            expansion.problems.append(problem)
            title = catalogue(language)["build"]["problem"]
            shown = (
                f'<div class="admonition failure"><p class="admonition-title">{title}</p>'
                f"<pre>{escape(str(problem))}</pre></div>"
            )
        new = ["", *shown.split("\n"), ""]
        out += new
        expansion.line_map += [number] * len(new)
    expansion.text = "\n".join(out)
    return expansion


def put_panels(text: str, panels: dict[str, str]) -> str:
    """The page's HTML with each panel in its place."""
    return re.sub(
        r'<pre data-panel="([\w-]+)">.*?</pre>', lambda match: panels[match[1]], text, flags=re.DOTALL
    )


def _place(panels: dict[str, str], panel: str, searched: str = "") -> str:
    """Keeps `panel` for later and returns the placeholder with what the search finds of it."""
    name = f"panel-{len(panels) + 1}"
    panels[name] = panel
    return f'<pre data-panel="{name}">{escape(searched)}</pre>'


def _expanded(reference: Reference, path: Path, language: str, expansion: Expansion, lenient: bool) -> str:
    """What is in the Markdown in the place of a reference."""
    example, panels = reference.example, expansion.panels
    if example is None:
        made = generated(reference.kind)
        shown = made.page(language)
        return _place(panels, shown) if made.is_html else shown
    content = expansion.contents[reference.line] = content_of(reference, example, path, lenient)
    if reference.kind == "diagram":
        return _place(panels, diagram(example.result, language, f"diagram-{len(panels) + 1}"))
    attributes = _attributes(example, reference.section) if reference.shows_code else ""
    parts = [f'<figure class="example"{attributes} markdown="1">']
    if reference.shows_code:
        caption = _caption(example, reference.section, language)
        parts += [caption, fence(example.code(reference.section), "python")]
        if bar := _bar(example, reference.section, language, f"run-{len(panels) + 1}"):
            parts.append(_place(panels, bar))
    if reference.shows_results:
        lines = lines_of(example, reference.section)
        searched = "\n".join(dict.fromkeys(output_text(example, run, lines) for run in content.runs.values()))
        if content.compared is not None:
            panel = html.comparison(content.compared, tuple(content.runs))
        else:
            uid = f"result-{len(panels) + 1}"
            panel = html.panel(content.views, tuple(content.runs), language, uid, highlight.block)
        parts.append(_place(panels, panel, searched))
    parts.append("</figure>")
    return "\n\n".join(parts)


def _attributes(example: Example, section: str | None) -> str:
    """What theme/assets/run/runnable-block.js needs to run the code that a figure shows, as attributes."""
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


def _bar(example: Example, section: str | None, language: str, uid: str) -> str:
    """What is under the code: the buttons that run it, or why they are missing; "" without the runtime."""
    label = catalogue(language)["build"]
    available = browser_runtime.databases()
    if not available:
        return ""
    offered = [name for name in available if name in example.databases]
    if example.in_page or not offered:
        return browser_runtime.reason(language, example.in_page or "postgresql")
    buttons = [("run-edit", label["run_edit"]), ("run-open", label["open_playground"])]
    title = label["run_whole"] if section in example.sections else ""
    name = spoken_name(example, section, language)
    return browser_runtime.bar(language, uid, offered, name=name, title=title, buttons=buttons)


def spoken_name(example: Example, section: str | None, language: str) -> str:
    """What buttons call the code that a figure shows: deleting/default.py, section delete."""
    caption = caption_of(example, section)
    file = caption.file.removeprefix("examples/")
    if not caption.section:
        return file
    return f"{file}, {catalogue(language)['build']['section'].format(name=caption.section)}"


def _caption(example: Example, section: str | None, language: str) -> str:
    """The script's name, the section that is shown, and a link that downloads the script whole."""
    label, caption = catalogue(language)["build"], caption_of(example, section)
    shown = ""
    if caption.section:
        name = label["section"].format(name=escape(caption.section))
        shown = f' <span class="example-section">{name}</span>'
    name = spoken_name(example, section, language)
    copy, take = (browser_runtime.named(language, label[what], name) for what in ("copy", "download"))
    breaking = re.sub("([/_])", r"\1<wbr>", caption.file)
    # Pages are in docs/<language>/…; MkDocs rewrites the link from the page's own place.
    return (
        f'<figcaption data-search-exclude="true" markdown="span"><code>{breaking}</code>{shown} '
        f'<span class="example-take"><button type="button" class="example-copy"{copy}>{label["copy"]}'
        f"</button> [{label['download']}](/{caption.file}){{ .example-download download{take} }}"
        "</span></figcaption>"
    )
