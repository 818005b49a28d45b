"""Which page is about which error message: for readers whose own code raises one in the page.

Two places say so, and nothing else has to: the table of messages on the page of problems, and the
headings that are a message (``## ArgumentError: … are both of the same direction``).
"""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from livedocs import ROOT, read_text
from livedocs.content.markdown_blocks import Block, cells, heading_id, inline_code, links, scan
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES

DOCS = ROOT / "docs"
# Messages are read in the language for which it is known where a message ends in a heading.
MAIN_LANGUAGE = next(code for code, language in LANGUAGES.items() if language.message_ends)
INDEX = "problems.md"
TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)
_ERROR = r"\w+(?:Error|Warning)"
_HEADING = re.compile(rf"#+ (?:.*? )??((?:{_ERROR}(?:, | or ))*{_ERROR}: .*?) \{{ #")
_NEXT = re.compile(rf", (?={_ERROR}: )")  # between two messages of a heading
_OURS = re.compile(LANGUAGES[MAIN_LANGUAGE].message_ends)


@dataclass(frozen=True)
class Message:
    """An error message that a page names.

    `place` is where readers are sent, "deleting/orphans.md#not-null"; `pages` are all pages that it leads to.
    """

    text: str
    line: int
    place: str
    pages: tuple[str, ...]
    is_heading: bool


@cache
def message_columns() -> set[str]:
    """The head of a column of messages, in each language."""
    return {catalogue(language)["build"]["message_column"] for language in LANGUAGES}


def title(path: Path) -> str:
    """A page's title, from its front matter."""
    match = TITLE.search(read_text(path))
    return match[1].strip("\"'") if match else path.stem


def messages(text: str, name: str) -> Iterator[Message]:
    """The messages that headings and tables of the page `name`, whose Markdown is `text`, consist of."""
    for block in scan(text):
        if block.kind == "heading" and (match := _HEADING.match(block.text)):
            for message in in_heading(match[1]):
                yield Message(message, block.line, f"{name}#{heading_id(block)}", (name,), True)
        elif block.kind == "table" and (name == INDEX or cells(block.lines[0])[0] in message_columns()):
            yield from _rows(block, name)


def in_heading(text: str) -> list[str]:
    """The messages that a heading's text consists of, without what we say of them."""
    return _NEXT.split(_OURS.split(text)[0].replace("`", ""))


def _rows(table: Block, name: str) -> Iterator[Message]:
    """The messages of a table: in rows whose first cell has nothing else, and whose last links to pages."""
    for number, line in enumerate(table.lines, table.line):
        first, *_, last = cells(line)
        found = inline_code(first)
        targets = [link.target for link in links(Block("paragraph", number, lines=[last]))]
        places = [posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for target in targets]
        if not places or not found or re.sub(r"`[^`]+`|[\s,]", "", first):
            continue
        pages = tuple(dict.fromkeys(place.partition("#")[0] for place in places))
        for message in found:
            yield Message(message, number, places[0], pages, False)


def data(docs: Path = DOCS) -> str:
    """The list as JSON text: [{message, place, title: {language: text}}]. "…" stands for anything."""
    found: list[tuple[str, str]] = []
    for path in sorted((docs / MAIN_LANGUAGE).rglob("*.md")):
        name = path.relative_to(docs / MAIN_LANGUAGE).as_posix()
        found += [
            (message.text, message.place)
            for message in messages(read_text(path), name)
            if message.is_heading or name == INDEX
        ]
    entries = []
    for text, place in dict.fromkeys(found):
        name, _, id_ = place.partition("#")
        titles = {
            language: title(docs / language / name)
            for language in LANGUAGES
            if (docs / language / name).exists()
        }
        address = "" if name == "index.md" else posixpath.splitext(name)[0] + "/"
        entries.append({"message": text, "place": f"{address}#{id_}", "title": titles})
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
