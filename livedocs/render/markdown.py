"""A page as plain Markdown with everything that it shows: for programs that read, and for copying.

Code stands in fences with its file's name, results as text and tables, diagrams in words; nothing needs the site's
styles or scripts. Links are absolute: to a page's Markdown, or where they name a place in it, to the page.
"""

import posixpath
import re
from urllib.parse import urljoin

from livedocs import LANGUAGES, Diagnostic
from livedocs.content import markdown_blocks
from livedocs.content.markdown_table import row
from livedocs.databases import DATABASES, titles
from livedocs.labels import LABELS
from livedocs.render.diagram import described
from livedocs.render.expand import older_runs_of, runs_of
from livedocs.render.results import (
    SIGNS,
    changed_rows,
    compared_values,
    equal_once,
    folded_statements,
    output_text,
    sql_text,
)

_LINK = re.compile(
    r"(?P<code>(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`))"
    r"|(?P<dropped> ?\{ #[\w-][^}]*\}|\{ \.[\w-][^}]*\}|</?span\b[^>]*>)"
    r"|\]\((?P<target>[^)\s]+)\)(?:\{[^}]*\})?"
)
_HEADING_ID = re.compile(r"\s*\{[^}]*\}\s*$")
_BOX = re.compile(r"(?P<indent>\s*)(?:!!!|\?\?\?\+?|===!?)\s*[\w-]*\s*(?:\"(?P<title>[^\"]*)\")?")
_SPAN = re.compile(r"(?P<code>(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`))|</?span\b[^>]*>")
_ONLY_TAGS = re.compile(r'\s*(?:</?[A-Za-z][^>]*>\s*)+|<div class="live".*')  # the latter are buttons
_LIST = re.compile(r"<dl\b.*?</dl>", re.DOTALL)
_ENTRY = re.compile(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
_BREAK = re.compile(r"(,?)<br\s*/?>")


def page_address(name, site_url):
    """The address of the page whose Markdown is `name` (``en/deleting/bulk.md``)."""
    folder, stem = posixpath.split(posixpath.splitext(name)[0])
    place = folder if stem == "index" else posixpath.join(folder, stem)
    return urljoin(site_url, f"{place}/" if place else "")


def as_markdown(source, name, language, site_url, references, title="", description="", lenient=False):
    """The whole page. `source` is its Markdown, `references` what `livedocs.render.expand` resolved in it.

    `name` is its file below ``docs/``. A reference that is not among the resolved ones is left out, with a word about it.
    """
    label, resolved = LABELS[language], {reference.line: reference for reference in references}
    other = next(code for code in LANGUAGES if code != language)
    other_address = urljoin(site_url, f"{other}/{name.split('/', 1)[1]}")
    head = [f"[{title}]({page_address(name, site_url)}) · [{LABELS[other]['language_name']}]({other_address})"]
    if description:
        head[:0] = [f"> {description}", ""]
    out, indents = [], []  # lines; the boxes that a block stands in, as the indent of their marks
    for block, body in _with_lines(markdown_blocks.scan(source), source.split("\n")):
        while indents and _indent(body[0]) <= indents[-1]:
            indents.pop()
        apart = body[-1] == ""
        if block.kind in ("front matter", "comment", "attributes"):
            continue
        if block.kind == "reference":
            reference = resolved.get(block.line)
            try:
                shown = _shown(reference, language, name, site_url, lenient) if reference else label["problem"]
            except Diagnostic:  # reported where the page is expanded
                shown = label["problem"]
            body, apart = shown.split("\n"), True
        elif block.kind == "box":
            match = _BOX.match(body[0])
            body, apart = [f"{match['indent']}**{match['title']}**"] if match["title"] else [], True
        elif block.kind == "heading":
            body, apart = plain(_HEADING_ID.sub("", body[0]), name, site_url).split("\n"), True
        elif block.kind != "code":
            shown = plain("\n".join(body), name, site_url).strip("\n")
            body = shown.split("\n") if shown else []
        out += [line.removeprefix("    " * len(indents)) for line in body]
        if block.kind == "box":
            indents.append(len(match["indent"]))
        if block.kind == "heading" and head:
            out += ["", *head]
            head = []
        if apart and out and out[-1]:
            out.append("")
    return "\n".join([*head, *out]).strip("\n") + "\n"


def _with_lines(blocks, lines):
    """Each block with its lines, and one empty line behind them where there is any."""
    ends = [block.line - 1 for block in blocks[1:]] + [len(lines)]
    for block, end in zip(blocks, ends):
        body = lines[block.line - 1 : end]
        kept = "\n".join(body).rstrip().split("\n")
        yield block, [*kept, ""] if len(kept) < len(body) else kept


def _indent(line):
    return len(line) - len(line.lstrip())


def plain(text, name, site_url):
    """Markdown `text` of the page `name` without what only the site understands, its links absolute."""

    def absolute(match):
        if match["dropped"]:
            return ""
        if match["code"]:
            return match["code"]
        return f"]({address(match['target'], name, site_url)})"

    text = _LIST.sub(lambda match: "\n".join(f"- {name}: {value}" for name, value in _ENTRY.findall(match[0])), text)
    kept = (line for line in text.split("\n") if not _ONLY_TAGS.fullmatch(line))
    return _LINK.sub(absolute, _BREAK.sub(lambda match: ", " if match[1] else "; ", "\n".join(kept)))


def address(target, name, site_url):
    """Where a link in the page `name` leads, absolute: anchors and queries are understood by pages only."""
    if re.match(r"[a-z]+:", target):
        return target
    path, rest = re.fullmatch(r"([^?#]*)(.*)", target, re.DOTALL).groups()
    if path:
        path = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(name), path)
        path = posixpath.normpath(path)
    else:
        path = name
    if rest and path.endswith(".md"):
        return page_address(path, site_url) + rest
    return urljoin(site_url, path) + rest


def _shown(reference, language, name, site_url, lenient):
    """What stands in place of a reference."""
    label, example = LABELS[language], reference.example
    if reference.kind == "explorer":
        return label["explorer_elsewhere"].format(address=f"{page_address(name, site_url)}#explorer")
    if example is None:
        return plain(_without_marks(reference.generated), name, site_url)
    if reference.kind == "diagram":
        title, words = described(example.result, language)
        return f"**{title}**\n\n{words}"
    parts = []
    if reference.shows_code:
        parts += [_caption(example, reference.section, label, site_url), _fence(example.code(reference.section), "python")]
    if reference.shows_results:
        lines = example.sections.get(reference.section)
        runs = runs_of(example, lenient)
        if reference.kind == "compare":
            parts.append(_comparison(example, runs, lines))
        else:
            older = older_runs_of(example, runs, lenient)
            parts += _results(example, runs, older, label, lines)
    return "\n\n".join(parts)


def _without_marks(text):
    """Generated Markdown without the ids of its headings and the spans around its words."""
    lines = (_HEADING_ID.sub("", line) if line.startswith("#") else line for line in text.split("\n"))
    return _SPAN.sub(lambda match: match["code"] or "", "\n".join(lines))


def _caption(example, section, label, site_url):
    file = f"examples/{example.name}.py"
    if section in example.modules:
        file, section = f"examples/{example.path.parent.name}/{section}", None
    caption = f"[{file}]({urljoin(site_url, file)})"
    return f"{caption}, {label['section'].format(name=f'`{section}`')}" if section else caption


def _fence(text, language):
    mark = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])
    kept = text.rstrip("\n")
    return f"{mark}{language}\n{kept}\n{mark}"


def _results(example, runs, older, label, lines):
    """Output, SQL and rows, each with the databases that it holds for."""
    makers = {
        "output": lambda run: _fence(text, "text") if (text := output_text(example, run, lines)) else "",
        "sql": lambda run: _sql(example, run, label, lines),
        "rows": lambda run: _rows(example, run, label, lines),
    }
    for view, text, databases, version in equal_once(makers, runs, older):
        on = titles(databases)
        if len(databases) == len(runs):
            on = label["same" if len(runs) > 1 else "only"].format(databases=on)
        yield f"**{label[view]}** · {on}"
        if version:
            yield label["older"].format(version=version)
        yield text or label["no_output"]


def _sql(example, run, label, lines):
    parts = []
    if folded := folded_statements(example, run, lines):
        functions = ", ".join(f"`{function}`" for function in dict.fromkeys(folded))
        parts.append(label["left_out"].format(functions=functions, count=len(folded)))
    if text := sql_text(example, run, lines):
        parts.append(_fence(text, "sql"))
    return "\n\n".join(parts) or label["no_sql"]


def _rows(example, run, label, lines):
    parts = []
    for name, columns, rows in changed_rows(example, run, lines):
        if not rows:
            parts.append(label["no_rows"].format(table=f"`{name}`"))
            continue
        marked = any(change != "same" for change, _ in rows)
        table = [row(*columns, label["change"]) if marked else row(*columns)]
        table.append(row(*["---"] * (len(columns) + marked)))
        for change, cells in rows:
            shown = [_cell(cell, change, label) for cell in cells]
            sign = f"{SIGNS[change]} {label[change]}" if change != "same" else ""
            table.append(row(*shown, sign) if marked else row(*shown))
        parts.append(f"`{name}`\n\n" + "\n".join(table))
    return "\n\n".join(parts) or label["no_tables"]


def _cell(cell, change, label):
    if isinstance(cell, tuple):
        return f"~~{_value(cell[0], label)}~~ {_value(cell[1], label)}"
    return f"~~{_value(cell, label)}~~" if change == "gone" else _value(cell, label)


def _value(value, label):
    """A cell's text; what Markdown would read in it is escaped."""
    if value is None:
        return label["null"]
    text = re.sub(r"([\\`*_~|<\[\]])", r"\\\1", str(value))
    return text.replace("\n", " ") or '""'


def _comparison(example, runs, lines):
    compared = compared_values(example, runs, lines)
    table = [row("", *(DATABASES[database].title for database in runs)), row(*["---"] * (len(runs) + 1))]
    table += [row(*(_value(text, {}) for text in (name, *values))) for name, values in compared.items()]
    return "\n".join(table)


def llms_txt(site_url, sections):
    """The site's table of contents for language models, as llmstxt.org describes it.

    `sections` is [(heading, [(title, file below ``docs/``, description)])].
    """
    both = " / ".join(LABELS[language]["site_name"] for language in reversed(LANGUAGES))
    out = [f"# {both}", ""]
    out.append("\n>\n".join(f"> {LABELS[language]['summary']}" for language in reversed(LANGUAGES)))
    out += ["", "\n\n".join(LABELS[language]["llms"] for language in reversed(LANGUAGES))]
    for heading, listed in sections:
        out += ["", f"## {heading}", ""]
        out += [
            f"- [{title}]({urljoin(site_url, name)})" + (f": {description}" if description else "")
            for title, name, description in listed
        ]
    return "\n".join(out) + "\n"
