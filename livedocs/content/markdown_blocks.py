"""Reads a page's Markdown as a list of blocks, with the lines they are on.

Only what the build and the checks need to know of Markdown: where blocks begin, of which kind they are,
what must be equal in both languages, and where a line has inline code and links.
"""

import html
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

CHECKED_LANGUAGES = ("python", "sh", "bash", "markdown")
EXPECTED_OUTPUT = "<!--pytest-codeblocks:expected-output-->"
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*?)\s*$")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_CODE_SPAN = re.compile(r"(?<!\\)(`+)(.+?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]<>()#+.!|-]")
_INLINE_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"""\(\s*(?:<(?P<bracketed>[^>]*)>|(?P<bare>[^\s)]*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<text>[^\]^][^\]]*)\]:\s*<?(?P<target>[^\s>]*)>?")
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^>\s]*)>", re.IGNORECASE)
_REFERENCE_LINK = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_INLINE_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_HEADING_ID = re.compile(r"\{[^}]*#([^\s}]+)[^}]*\}\s*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+")
_ADMONITION = re.compile(r"(\s*)(!!!|\?\?\?\+?|===!?(?=\s+[\"']))\s*(\S*)")
_TAG = re.compile(r"\s*<(/?[A-Za-z][\w-]*)(?=[\s/>]|$)")
_ATTRIBUTES = re.compile(r"\s*\{[^}]*\}\s*$")
_CELL_END = re.compile(r"\|")
_KEY = re.compile(r"(\w+):")
_DIRECTIVE = ":::"
_CONTINUED = ("paragraph", "list item", "table", "quote", "HTML")


@dataclass
class Block:
    """One block of a page. `detail` is what must be equal in both languages."""

    kind: str
    line: int
    detail: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Link:
    """A link of a page. `kind` is "link", "image", "definition" (of a reference) or "address" (`<https://…>`)."""

    kind: str
    line: int
    text: str
    target: str


def heading_id(heading: Block) -> str:
    """The id that a heading is given in braces, "" without one."""
    match = _HEADING_ID.search(heading.text)
    return match[1] if match else ""


def inline_code(line: str) -> list[str]:
    """What a line has between backticks."""
    return [match[2].strip() for match in _CODE_SPAN.finditer(line)]


def prose(line: str) -> str:
    """The line with blanks in the place of inline code and escaped characters: as long as before."""
    return _ESCAPED.sub("  ", _CODE_SPAN.sub(lambda match: " " * len(match[0]), line))


def without_links(line: str) -> str:
    """The line, which `prose` gave, with blanks for all that a link has but its text: as long as before."""
    line = _INLINE_LINK.sub(_text_only, line)
    for pattern in (_DEFINITION, _AUTOLINK):
        line = pattern.sub(lambda match: " " * len(match[0]), line)
    return line


def _text_only(link: re.Match[str]) -> str:
    before, text = link.start("text") - link.start(), link["text"]
    return " " * before + text + " " * (len(link[0]) - before - len(text))


def plain_text(markdown: str) -> str:
    """What a reader sees of inline Markdown, as plain text; blanks as one."""
    code: list[str] = []

    def kept(match: re.Match[str]) -> str:
        code.append(match[2].strip())
        return f"\0{len(code) - 1}\0"

    text = _CODE_SPAN.sub(kept, markdown)
    text = _INLINE_LINK.sub(lambda link: "" if link["image"] else link["text"], text)
    text = _REFERENCE_LINK.sub(r"\1", _AUTOLINK.sub(r"\1", text))
    text = _INLINE_TAG.sub("", text)
    text = _EMPHASIS.sub("", text)
    text = _ESCAPED.sub(lambda escaped: escaped[0][1:], text)
    text = re.sub("\0(\\d+)\0", lambda place: code[int(place[1])], html.unescape(text))
    return " ".join(text.split())


def links(block: Block) -> Iterator[Link]:
    """The links of a block, with their lines. Code and comments have none."""
    if block.kind in ("code", "comment", "front matter", "reference"):
        return
    for number, line in enumerate(block.lines, block.line):
        if "]" not in line and "<" not in line:
            continue
        bare = prose(line)
        for match in _INLINE_LINK.finditer(bare):
            target = match["bracketed"] if match["bare"] is None else match["bare"]
            text = line[match.start("text") : match.end("text")]
            yield Link("image" if match["image"] else "link", number, text, target)
        if definition := _DEFINITION.match(bare):
            yield Link("definition", number, definition["text"], definition["target"])
        for match in _AUTOLINK.finditer(bare):
            yield Link("address", number, match[1], match[1])


@cache  # several parts of a build read the same page; nobody changes what they get
def scan(text: str) -> list[Block]:
    """The blocks of a page's Markdown, in order; the front matter is the first block, if there is one."""
    lines = text.split("\n")
    blocks = _front_matter(lines)
    number = len(blocks[0].lines) if blocks else 0
    current: Block | None = None  # the paragraph, item, table or quote that following lines belong to
    while number < len(lines):
        block = _code(lines, number) or _comment(lines, number)
        if block:
            blocks.append(block)
            current, number = None, number + len(block.lines)
            continue
        line = lines[number]
        number += 1
        if not line.strip():
            current = None
        elif block := _begun(line, number, current):
            blocks.append(block)
            current = block if block.kind in _CONTINUED else None
        elif current:
            current.lines.append(line)
    for block in blocks:
        if block.kind == "table":
            columns = "+".join(str(len(cells(row))) for row in block.lines)
            block.detail = f"{len(block.lines)} lines, {columns} cells"
        elif block.kind == "quote":
            block.detail += f", {' '.join(map(_quoted, block.lines))}"
        targets = sorted(link.target for link in links(block))
        if targets:
            block.detail += f", links to {' '.join(targets)}"
    return blocks


def _front_matter(lines: list[str]) -> list[Block]:
    """The block of the front matter, if there is one."""
    if lines[0].strip() != "---":
        return []
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        return []
    keys = sorted(match[1] for line in lines[1:end] if (match := _KEY.match(line)))
    return [Block("front matter", 1, " ".join(keys), lines[: end + 1])]


def _code(lines: list[str], start: int) -> Block | None:
    """The block of code that begins in `lines[start]`, if one does."""
    fence = _FENCE.match(lines[start])
    if not fence:
        return None
    body = lines[start : _fence_end(lines, start, fence) + 1]
    return Block("code", start + 1, textwrap.dedent("\n".join(x.rstrip() for x in body)), body)


def _comment(lines: list[str], start: int) -> Block | None:
    """The comment that begins in `lines[start]`, if one does, with what follows it on its last line."""
    if not lines[start].lstrip().startswith("<!--"):
        return None
    end = next((i for i in range(start, len(lines)) if "-->" in lines[i]), len(lines) - 1)
    body = lines[start : end + 1]
    return Block("comment", start + 1, " ".join(x.strip() for x in body), body)


def _begun(line: str, at: int, current: Block | None) -> Block | None:
    """The block that begins with `line`, number `at`; None if the line continues `current`."""
    stripped = line.lstrip()
    indent = len(line) - len(stripped)
    if current is None and _RULE.match(line):
        return Block("rule", at, "", [line])
    if stripped.startswith(_DIRECTIVE):
        return Block("reference", at, line.strip(), [line])
    if match := _HEADING.match(line):
        id_ = _HEADING_ID.search(match[2])
        return Block("heading", at, f"{len(match[1])} #{id_[1] if id_ else ''}", [line])
    if match := _ADMONITION.match(line):
        detail = match[2] if match[2].startswith("===") else f"{match[2]} {match[3]}"
        return Block("box", at, f"{indent} {detail}", [line])
    if match := _ITEM.match(line):
        kind = "numbered" if match[2][0].isdigit() else "bulleted"
        return Block("list item", at, f"{indent} {kind}", [line])
    for mark, kind in (("|", "table"), (">", "quote")):
        if stripped.startswith(mark):
            return None if current and current.kind == kind else Block(kind, at, str(indent), [line])
    if current is not None:
        return None
    if _ATTRIBUTES.fullmatch(line):
        return Block("attributes", at, line.strip(), [line])
    if match := _TAG.match(line):
        return Block("HTML", at, match[1].lower(), [line])
    return Block("paragraph", at, str(indent), [line])


def _quoted(line: str) -> str:
    """What a line of a quote holds, as far as the structure goes."""
    inner = line.lstrip().lstrip(">").strip()
    return "item" if _ITEM.match(f"{inner} ") else "text" if inner else "gap"


def _fence_end(lines: list[str], start: int, fence: re.Match[str]) -> int:
    mark = fence[2]
    for i in range(start + 1, len(lines)):
        stripped = lines[i].strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            return i
    return len(lines) - 1


def cells(line: str) -> list[str]:
    """The cells of a table's row, stripped. A ``|`` in inline code is part of the cell."""
    line = line.strip()
    ends = [match.start() for match in _CELL_END.finditer(prose(line))]
    starts = [0, *(end + 1 for end in ends)]
    found = [line[start:end].strip() for start, end in zip(starts, [*ends, len(line)], strict=True)]
    return found[bool(ends and ends[0] == 0) : len(found) - bool(ends and ends[-1] == len(line) - 1)]
