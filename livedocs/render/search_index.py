"""What the search reads: an index of each language, made of what the pages say.

A page is read when its Markdown is HTML and its panels are not in it yet: then it is small, and what the search needs of it
stands in few kinds of elements, so regular expressions do. The browser makes words of it (theme/assets/search/search-tokenizer.js), the
same way for pages and for queries.

    {"pages": [[address, title, keywords, description, [[id, heading, text, code, asked, messages], …]], …],
     "synonyms": [[form, …], …]}

`address` is the page's below its language's root. `text` is prose and table cells, a line for each block; `code` is the names
that code holds and the text does not, each once; `asked` is what tables elsewhere say that this section answers; `messages` are those that it is
about (see ``messages.py``), "…" stands for anything.
"""

import json
import posixpath
import re
import unicodedata
from html import unescape

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
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|tr|table|thead|tbody|blockquote|figure|br|h[1-6]|details|summary|label|option)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
_MESSAGE = re.compile(r"^.*\b\w+(?:Error|Warning|Exception)\b.*$", re.MULTILINE)
_ROW = re.compile(r"<tr>\s*<td[^>]*>((?:(?!<tr>).)*?)</td>\s*<td[^>]*>((?:(?!<td).)*?)</td>\s*</tr>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"#:]*)(#[^"]*)?">.*?</a>', re.DOTALL)
_FOREIGN = re.compile(r"<t[hd][^>]*><span lang.*?</t[hd]>", re.DOTALL)  # a cell in another language
_COMMON = frozenset("and are def for from import not None self str int the with".split())


def _plain(html):
    text = unicodedata.normalize("NFC", unescape(_TAG.sub("", html)))
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _names(html):
    """The names in code, each once, in the order in which they stand there."""
    found = dict.fromkeys(_NAME.findall(unescape(_TAG.sub("", html))))
    return [name for name in found if name not in _COMMON]


def sections(html):
    """Divides a page's HTML at its headings: [(id, heading, text, names in code)]. What precedes the first has no id."""
    parts = _HEADING.split(_DROPPED.sub("", html))
    found = []
    for id_, heading, body in zip(["", *parts[1::3]], ["", *parts[2::3]], parts[::3]):
        names, seen = [], []

        def panel(match):
            seen.extend(_MESSAGE.findall(unescape(match[1])))
            return "\n"

        def code(match):
            names.extend(_names(match[1]))
            return "\n"

        body = _CODE.sub(code, _PANEL.sub(panel, body))
        body = _BLOCK.sub("\x00", _CELL.sub("</td> · <td", body))
        lines = [line for line in map(_plain, body.split("\x00")) if line]
        text = "\n".join(dict.fromkeys([*lines, *(line.strip() for line in seen)]))
        said = set(_NAME.findall(text))
        names = [name for name in dict.fromkeys(names) if name not in said]
        if id_ != SUMMARY and (id_ or text or names):
            found.append((id_, _plain(heading), text, names))
    return found


def answered(html, address):
    """What a page's tables say that other places answer: [(text, address, id)], from rows of a text and links alone."""
    for text, cell in _ROW.findall(html):
        if not re.sub(r"[\s,·]|&middot;", "", _LINK.sub("", cell)):
            said = _plain(_CELL.sub("</td> · <td", _FOREIGN.sub("", text)))
            for target, mark in _LINK.findall(cell):
                if target:
                    place = posixpath.normpath(posixpath.join(address, target))
                    yield said, "" if place == "." else f"{place}/", mark[1:]


class Index:
    """The pages of one language, as the build comes to them; a page that is added again takes its own place."""

    def __init__(self):
        self.pages = {}
        self.answered = {}  # page -> what its tables say that others answer

    def add(self, address, html, meta):
        """A page: its address below the language's root, its HTML before panels are in it, its front matter."""
        self.pages[address] = [
            address,
            str(meta.get("title", "")),
            str(meta.get("keywords", "")),
            str(meta.get("description", "")),
            sections(html),
        ]
        self.answered[address] = list(answered(html, address))

    def text(self, about=()):
        """The index as JSON text. `about` is the list of ``messages.py``: which section is about which message."""
        said, asked = {}, {}
        for text, place, id_ in (row for rows in self.answered.values() for row in rows):
            asked.setdefault((place, id_), []).append(text)
        for entry in about:
            said.setdefault(entry["place"], []).append(entry["message"])
        pages = []
        for address, *names, parts in self.pages.values():
            first, *_ = [id_ for id_, *_ in parts if id_] or [""]
            shown = []
            for id_, heading, text, code in parts:
                rows = [*asked.get((address, id_), ()), *(asked.get((address, ""), ()) if id_ == first else ())]
                rows = "\n".join(dict.fromkeys(rows))
                shown.append([id_, heading, text, " ".join(code), rows, said.get(f"{address}#{id_}", [])])
            pages.append([address, *names, shown])
        data = {"pages": pages, "synonyms": glossary.synonyms()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def about():
    """[{message, place}] of all pages."""
    return json.loads(error_index.data())
