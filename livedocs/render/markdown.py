"""A page as plain Markdown with everything that it shows: for programs that read, and for copying.

Code is in fences with its file's name, results are text and tables, diagrams are words; nothing needs the
site's styles or scripts. Links are absolute: to a page's Markdown, or where they name a place in it, to the
page.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urljoin

from livedocs.content import markdown_blocks
from livedocs.content.examples import Example
from livedocs.content.markdown_blocks import Block
from livedocs.content.markdown_table import row
from livedocs.databases import DATABASES, titles
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES, fallback_first
from livedocs.render.diagram import described
from livedocs.render.expand import Expansion
from livedocs.render.generated import generated
from livedocs.render.references import Content, Reference, caption_of, fence
from livedocs.render.results import SIGNS, Cell, Rows, Sql, View

_LINK = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`))"
    r"|(?P<dropped> ?\{ #[\w-][^}]*\}|\{ \.[\w-][^}]*\}|</?span\b[^>]*>)"
    r"|\]\((?P<target>[^)\s]+)\)(?:\{[^}]*\})?"
)
_HEADING_ID = re.compile(r"\s*\{[^}]*\}\s*$")
_BOX = re.compile(r"(?P<indent>\s*)(?:!!!|\?\?\?\+?|===!?)\s*[\w-]*\s*(?:\"(?P<title>[^\"]*)\")?")
_ONLY_TAGS = re.compile(r"\s*(?:</?[A-Za-z][^>]*>\s*)+")
_BREAK = re.compile(r"(,?)<br\s*/?>")


def page_address(name: str, site_url: str) -> str:
    """The address of the page whose Markdown is `name` (``en/deleting/bulk.md``)."""
    folder, stem = posixpath.split(posixpath.splitext(name)[0])
    place = folder if stem == "index" else posixpath.join(folder, stem)
    return urljoin(site_url, f"{place}/" if place else "")


def as_markdown(
    source: str,
    name: str,
    language: str,
    site_url: str,
    expansion: Expansion,
    title: str = "",
    description: str = "",
) -> str:
    """The whole page. `source` is its Markdown, `expansion` what `livedocs.render.expand` made of it.

    `name` is its file below ``docs/``. A reference that could not be expanded is replaced by a word
    about it.
    """
    label = catalogue(language)["build"]
    resolved = {reference.line: reference for reference in expansion.references}
    addresses = {code: f"{code}/{name.split('/', 1)[1]}" for code in LANGUAGES if code != language}
    others = (f"[{LANGUAGES[code].name}]({urljoin(site_url, place)})" for code, place in addresses.items())
    head = [" · ".join([f"[{title}]({page_address(name, site_url)})", *others])]
    if description:
        head[:0] = [f"> {description}", ""]
    out: list[str] = []
    indents: list[int] = []  # of the marks of the boxes that a block is in
    for block, body in _with_lines(markdown_blocks.scan(source), source.split("\n")):
        while indents and _indent(body[0]) <= indents[-1]:
            indents.pop()
        outer = "    " * len(indents)
        apart = body[-1] == ""
        if block.kind in ("front matter", "comment", "attributes"):
            continue
        if block.kind == "reference":
            reference = resolved.get(block.line)
            shown = label["problem"]  # which is reported where the page is expanded
            if reference:
                shown = _shown(reference, expansion.contents, language, name, site_url)
            body, apart = shown.split("\n"), True
        elif block.kind == "box" and (match := _BOX.match(body[0])):
            body, apart = [f"{match['indent']}**{match['title']}**"] if match["title"] else [], True
            indents.append(len(match["indent"]))
        elif block.kind == "heading":
            body, apart = plain(_HEADING_ID.sub("", body[0]), name, site_url).split("\n"), True
        elif block.kind != "code":
            shown = plain("\n".join(body), name, site_url).strip("\n")
            body = shown.split("\n") if shown else []
        out += [line.removeprefix(outer) for line in body]
        if block.kind == "heading" and head:
            out += ["", *head]
            head = []
        if apart and out and out[-1]:
            out.append("")
    return "\n".join([*head, *out]).strip("\n") + "\n"


def _with_lines(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[tuple[Block, list[str]]]:
    """Each block with its lines, and one empty line behind them where there is any."""
    ends = [block.line - 1 for block in blocks[1:]] + [len(lines)]
    for block, end in zip(blocks, ends, strict=True):
        body = lines[block.line - 1 : end]
        kept = "\n".join(body).rstrip().split("\n")
        yield block, [*kept, ""] if len(kept) < len(body) else kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def plain(text: str, name: str, site_url: str) -> str:
    """Markdown `text` of the page `name` without what only the site understands, its links absolute."""

    def absolute(match: re.Match[str]) -> str:
        if match["dropped"]:
            return ""
        if match["code"]:
            return match["code"]
        return f"]({address(match['target'], name, site_url)})"

    kept = (line for line in text.split("\n") if not _ONLY_TAGS.fullmatch(line))
    return _LINK.sub(absolute, _BREAK.sub(lambda match: ", " if match[1] else "; ", "\n".join(kept)))


def address(target: str, name: str, site_url: str) -> str:
    """Where a link in the page `name` leads, absolute: anchors and queries are understood by pages only."""
    if re.match(r"[a-z]+:", target):
        return target
    path = re.split("[?#]", target, maxsplit=1)[0]
    rest = target[len(path) :]
    if path:
        path = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(name), path)
        path = posixpath.normpath(path)
    else:
        path = name
    if rest and path.endswith(".md"):
        return page_address(path, site_url) + rest
    return urljoin(site_url, path) + rest


def _shown(
    reference: Reference, contents: Mapping[int, Content], language: str, name: str, site_url: str
) -> str:
    """What is in the place of a reference."""
    label, example = catalogue(language)["build"], reference.example
    if example is None:
        return plain(generated(reference.kind).export(language), name, site_url)
    if reference.kind == "diagram":
        title, words = described(example.result, language)
        return f"**{title}**\n\n{words}"
    content = contents[reference.line]
    parts = []
    if reference.shows_code:
        code = example.code(reference.section).rstrip("\n")
        parts += [_caption(example, reference.section, label, site_url), fence(code, "python")]
    if content.compared is not None:
        parts.append(_comparison(content.compared, tuple(content.runs)))
    parts += _views(content.views, len(content.runs), label)
    return "\n\n".join(parts)


def _caption(example: Example, section: str | None, label: Mapping[str, str], site_url: str) -> str:
    caption = caption_of(example, section)
    link = f"[{caption.file}]({urljoin(site_url, caption.file)})"
    return f"{link}, {label['section'].format(name=f'`{caption.section}`')}" if caption.section else link


def _views(views: Sequence[View], number_of_runs: int, label: Mapping[str, str]) -> Iterator[str]:
    """Output, SQL and rows, with the databases that they hold for.

    Views that differ only in what is folded are one.
    """
    together: dict[tuple[str, str | None, str], list[str]] = {}
    for view in views:
        together.setdefault((view.kind, view.version, _body(view, label)), []).extend(view.databases)
    for (kind, version, body), databases in together.items():
        on = titles(databases)
        if len(databases) == number_of_runs:
            on = label["same" if number_of_runs > 1 else "only"].format(databases=on)
        yield f"**{label[kind]}** · {on}"
        if version:
            yield label["older"].format(version=version)
        yield body


def _body(view: View, label: Mapping[str, str]) -> str:
    if isinstance(view.data, str):
        return fence(view.data, "text") if view.data else label["no_output"]
    if isinstance(view.data, Sql):
        return _sql(view.data, label)
    return "\n\n".join(_rows(table, label) for table in view.data) or label["no_tables"]


def _sql(sql: Sql, label: Mapping[str, str]) -> str:
    parts = []
    if sql.folded:
        functions = ", ".join(f"`{function}`" for function in dict.fromkeys(sql.folded))
        parts.append(label["left_out"].format(functions=functions, count=len(sql.folded)))
    if sql.statements:
        parts.append(fence(sql.statements, "sql"))
    return "\n\n".join(parts) or label["no_sql"]


def _rows(table: Rows, label: Mapping[str, str]) -> str:
    if not table.rows:
        return label["no_rows"].format(table=f"`{table.table}`")
    marked = table.is_marked
    lines = [row(*table.columns, label["change"]) if marked else row(*table.columns)]
    lines.append(row(*["---"] * (len(table.columns) + marked)))
    for change, cells in table.rows:
        shown = [_cell(cell, change, label) for cell in cells]
        sign = f"{SIGNS[change]} {label[change]}" if change != "same" else ""
        lines.append(row(*shown, sign) if marked else row(*shown))
    return f"`{table.table}`\n\n" + "\n".join(lines)


def _cell(cell: Cell, change: str, label: Mapping[str, str]) -> str:
    if isinstance(cell, tuple):
        return f"~~{_value(cell[0], label)}~~ {_value(cell[1], label)}"
    return f"~~{_value(cell, label)}~~" if change == "gone" else _value(cell, label)


def _value(value: str | None, label: Mapping[str, str]) -> str:
    """A cell's text; what Markdown would read in it is escaped."""
    if value is None:
        return label["null"]
    text = re.sub(r"([\\`*_~|<\[\]])", r"\\\1", value)
    return text.replace("\n", " ") or '""'


def _comparison(compared: dict[str, list[str]], databases: Sequence[str]) -> str:
    lines = [row("", *(DATABASES[database].title for database in databases))]
    lines.append(row(*["---"] * (len(databases) + 1)))
    lines += [row(*(_value(text, {}) for text in (name, *values))) for name, values in compared.items()]
    return "\n".join(lines)


def llms_txt(site_url: str, sections: Iterable[tuple[str, Sequence[tuple[str, str, str]]]]) -> str:
    """The site's table of contents for language models, as llmstxt.org describes it.

    `sections` are (heading, [(title, file below ``docs/``, description), …]).
    """
    labels = [catalogue(language)["build"] for language in fallback_first()]
    names = " / ".join(label["site_name"] for label in labels)
    out = [f"# {names}", ""]
    out.append("\n>\n".join(f"> {label['summary']}" for label in labels))
    out += ["", "\n\n".join(label["llms"] for label in labels)]
    for heading, listed in sections:
        out += ["", f"## {heading}", ""]
        out += [
            f"- [{title}]({urljoin(site_url, name)})" + (f": {description}" if description else "")
            for title, name, description in listed
        ]
    return "\n".join(out) + "\n"
