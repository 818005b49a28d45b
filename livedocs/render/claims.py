"""Marks, in a page's HTML, the sentences that a claim tries, and says of each under which circumstances."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from livedocs.content import claims
from livedocs.content.claims import BETWEEN_CELLS, Claim
from livedocs.content.markdown_blocks import plain_text
from livedocs.databases import database_of
from livedocs.i18n import catalogue
from livedocs.versions import VERSIONS

_TOKEN = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|[^<]+|<")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_ID = re.compile(r'\bid="([^"]+)"')
_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)
_INLINE = frozenset(
    ("a", "abbr", "b", "br", "code", "em", "i", "img", "kbd", "small", "span", "strong", "sub", "sup", "wbr")
)
_UNREAD = frozenset(("pre", "svg", "script", "style"))  # what stands in them is no sentence


@dataclass
class _Segment:
    """The text between two tags that are not inline, blanks as one; where each character ends in the HTML."""

    anchor: str
    text: str = ""
    ends: list[int] = field(default_factory=list)

    def add(self, text: str, start: int) -> None:
        for match in _CHARACTER.finditer(text):
            character = unescape(match[0])
            if character.isspace():
                if not self.text or self.text[-1] == " ":
                    continue
                character = " "
            self.text += character
            self.ends += [start + match.end()] * len(character)


def _segments(html: str) -> Iterator[_Segment]:
    anchor, unread, in_link = "", "", False
    segment = _Segment(anchor)
    for match in _TOKEN.finditer(html):
        token = match[0]
        name = _NAME.match(token)
        if not name:
            if not unread and not in_link and not token.startswith("<!"):
                segment.add(token, match.start())
            continue
        tag = name[1].lower()
        if tag in _UNREAD:
            unread = "" if token.startswith("</") else tag
        if tag == "a":  # the link beside a heading is not part of it
            in_link = 'class="headerlink"' in token
        if tag in _INLINE:
            continue
        yield segment
        if re.fullmatch("h[1-6]", tag) and (id_ := _ID.search(token)):
            anchor = id_[1]
        segment = _Segment(anchor)
    yield segment


def _places(segments: list[_Segment], anchor: str, quote: str) -> Iterator[int]:
    """Where in the HTML the sentence `quote`, as plain text, ends."""
    here = [segment for segment in segments if segment.anchor == anchor and segment.text.strip()]
    ends = [
        segment.ends[at + len(quote) - 1] for segment in here if (at := claims.find(quote, segment.text)) >= 0
    ]
    if ends:
        yield from ends
        return
    cells = quote.split(BETWEEN_CELLS)
    texts = [segment.text.strip() for segment in here]
    for first in range(len(here) - len(cells) + 1):
        if texts[first : first + len(cells)] == cells:
            last = here[first + len(cells) - 1]
            yield last.ends[len(last.text.rstrip()) - 1]


def marked(html: str, page: str, language: str) -> str:
    """`html`, the text of `page`, with a mark after each sentence that a claim tries; notes follow it."""
    quoted = claims.quoting(page)
    if not quoted:
        return html
    segments = list(_segments(html))
    marks: dict[int, str] = {}
    notes = []
    for number, (claim, place) in enumerate(quoted, 1):
        if language not in place.quotes:
            continue  # reported
        ends = list(_places(segments, place.anchor, plain_text(place.quotes[language].text)))
        for end in ends:
            after = re.compile(r"(?:</(?:a|code|em|strong|span)>)*").match(html, end)
            marks[after.end() if after else end] = _mark(claim, number, language)
        if ends:
            notes.append(_note(claim, number, page, language))
    for end in sorted(marks, reverse=True):
        html = html[:end] + marks[end] + html[end:]
    return f'{html}<div class="claim-notes">{"".join(notes)}</div>'


def _mark(claim: Claim, number: int, language: str) -> str:
    words = catalogue(language)["build"]
    label = escape(words["claim_mark"].format(count=claim.circumstances))
    return (
        f'<button type="button" class="claim-mark" popovertarget="claim-{number}" '
        f'aria-label="{label}" title="{label}"></button>'
    )


def _note(claim: Claim, number: int, page: str, language: str) -> str:
    words = catalogue(language)["build"]
    versions = words["claim_tried"].format(count=claim.circumstances, versions=", ".join(VERSIONS))
    names = catalogue(language)["explorer"]["databases"]
    rows = [(escape(words["database"]), " · ".join(_title(setup, names) for setup in claim.databases))]
    for name, values in claim.varies.items():
        rows.append(
            (f"<code>{escape(name)}</code>", ", ".join(f"<code>{escape(repr(v))}</code>" for v in values))
        )
    varied = "".join(f"<div><dt>{term}</dt><dd>{text}</dd></div>" for term, text in rows)
    root = "../" * (page.count("/") + 1) if page != "index" else ""
    address = f"{root}playground/#check={claim.name}"
    return (
        f'<div class="claim-note" id="claim-{number}" popover>'
        f"<p>{escape(versions)}</p><dl>{varied}</dl>"
        f'<p><a href="{escape(address)}">{escape(words["claim_open"])}</a></p></div>'
    )


def _title(setup: str, names: dict[str, str]) -> str:
    return escape(names.get(setup) or database_of(setup).title)
