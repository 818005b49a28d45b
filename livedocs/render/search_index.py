"""What the search reads: an index of each language, made of what the pages say.

A page is read when its Markdown is HTML and its panels are not in it yet: then it is small, and what the
search needs of it is in few kinds of elements, so regular expressions do. The browser makes words of it
(theme/assets/search/search-tokenizer.js), the same way for pages and for queries.

    {"pages": [[address, title, keywords, description, [[id, heading, text, code, asked, messages], …]], …],
     "synonyms": [[form, …], …]}

`address` is the page's below its language's root. `text` is prose and table cells, a line for each block;
`code` is the names that code holds and the text does not, each once; `asked` is what tables elsewhere say
that this section answers; `messages` are those that it is about (see `livedocs.content.error_index`), "…"
stands for anything.
"""

import json
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple, TypedDict

from livedocs.content import error_index, glossary

PLACE = "search/index.json"  # below a language's root
SUMMARY = "in-one-line"  # the id of the section that repeats what the page says

_HEADING = re.compile(r'<h[1-6] id="([^"]+)"[^>]*>(.*?)</h[1-6]>', re.DOTALL)
_DROPPED = re.compile(
    r'<figcaption.*?</figcaption>|<a class="headerlink".*?</a>|<svg.*?</svg>|<!--.*?-->', re.DOTALL
)
_PANEL = re.compile(r'<pre data-panel="[^"]*">(.*?)</pre>', re.DOTALL)
_CODE = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
_CELL = re.compile(r"</t[hd]>\s*<t[hd]")
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|table|thead|tbody|blockquote|figure|br|h[1-6]|details|summary|label|option)"
    r"\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
_MESSAGE = re.compile(r"^.*\b\w+(?:Error|Warning|Exception)\b.*$", re.MULTILINE)
_ROW = re.compile(
    r"<tr>\s*<td[^>]*>((?:(?!<tr>).)*?)</td>\s*<td[^>]*>((?:(?!<td).)*?)</td>\s*</tr>", re.DOTALL
)
_LINK = re.compile(r'<a href="([^"#:]*)(#[^"]*)?">.*?</a>', re.DOTALL)
_FOREIGN = re.compile(r"<t[hd][^>]*><span lang.*?</t[hd]>", re.DOTALL)  # a cell in another language
_COMMON = {"and", "are", "def", "for", "from", "import", "not", "None", "self", "str", "int", "the", "with"}


class Section(NamedTuple):
    """What a page says under one heading."""

    id: str  # "" before the first heading
    heading: str
    text: str
    names: list[str]  # those in code that the text does not have


class About(TypedDict):
    """Which section is about an error message: `place` is "address#id"."""

    message: str
    place: str


def _plain(html: str) -> str:
    text = unicodedata.normalize("NFC", unescape(_TAG.sub("", html)))
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _names(html: str) -> list[str]:
    """The names in code, each once, in the order in which they are there."""
    found = dict.fromkeys(_NAME.findall(unescape(_TAG.sub("", html))))
    return [name for name in found if name not in _COMMON]


def sections(html: str) -> list[Section]:
    """Divides a page's HTML at its headings. What precedes the first is a section if it says anything."""
    parts = _HEADING.split(_DROPPED.sub("", html))
    divided = zip(["", *parts[1::3]], ["", *parts[2::3]], parts[::3], strict=True)
    found = [_section(id_, heading, body) for id_, heading, body in divided if id_ != SUMMARY]
    return [section for section in found if section.id or section.text or section.names]


def _section(id_: str, heading: str, body: str) -> Section:
    names: list[str] = []
    messages: list[str] = []

    def panel(match: re.Match[str]) -> str:
        messages.extend(_MESSAGE.findall(unescape(match[1])))
        return "\n"

    def code(match: re.Match[str]) -> str:
        names.extend(_names(match[1]))
        return "\n"

    body = _CODE.sub(code, _PANEL.sub(panel, body))
    body = _BLOCK.sub("\x00", _CELL.sub("</td> · <td", body))
    lines = [line for line in map(_plain, body.split("\x00")) if line]
    text = "\n".join(dict.fromkeys([*lines, *(line.strip() for line in messages)]))
    said = set(_NAME.findall(text))
    return Section(id_, _plain(heading), text, [name for name in dict.fromkeys(names) if name not in said])


def answered(html: str, address: str) -> Iterator[tuple[str, str, str]]:
    """What a page's tables say that other places answer: (text, address, id).

    It is in rows that have a text and links alone.
    """
    for text, cell in _ROW.findall(html):
        if not re.sub(r"[\s,·]|&middot;", "", _LINK.sub("", cell)):
            said = _plain(_CELL.sub("</td> · <td", _FOREIGN.sub("", text)))
            for target, mark in _LINK.findall(cell):
                if target:
                    place = posixpath.normpath(posixpath.join(address, target))
                    yield said, "" if place == "." else f"{place}/", mark[1:]


class Index:
    """The pages of one language, as the build comes to them; a page that is added again replaces itself."""

    def __init__(self) -> None:
        # address -> title, keywords and description, and what it says
        self.pages: dict[str, tuple[list[str], list[Section]]] = {}
        # address -> what its tables say that others answer
        self.answered: dict[str, list[tuple[str, str, str]]] = {}

    def add(self, address: str, html: str, meta: Mapping[str, Any]) -> None:
        """Adds a page. `html` is without panels, `meta` the front matter."""
        named = [str(meta.get(key, "")) for key in ("title", "keywords", "description")]
        self.pages[address] = named, sections(html)
        self.answered[address] = list(answered(html, address))

    def text(self, about: Iterable[About] = ()) -> str:
        """The index as JSON text. `about` says which section is about which message."""
        said: dict[str, list[str]] = {}
        asked: dict[tuple[str, str], list[str]] = {}
        for text, place, id_ in (row for rows in self.answered.values() for row in rows):
            asked.setdefault((place, id_), []).append(text)
        for entry in about:
            said.setdefault(entry["place"], []).append(entry["message"])
        pages = []
        for address, (named, parts) in self.pages.items():
            first = next((id_ for id_, *_ in parts if id_), "")
            shown = []
            for id_, heading, text, names in parts:
                rows = asked.get((address, id_), [])
                if id_ == first:
                    rows = [*rows, *asked.get((address, ""), [])]
                messages = said.get(f"{address}#{id_}", [])
                shown.append([id_, heading, text, " ".join(names), "\n".join(dict.fromkeys(rows)), messages])
            pages.append([address, *named, shown])
        data = {"pages": pages, "synonyms": glossary.synonyms()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def about() -> list[About]:
    """Which section is about which message, of all pages."""
    found: list[About] = json.loads(error_index.data())
    return found
