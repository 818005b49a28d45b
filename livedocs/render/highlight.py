"""Colours code when the site is built, in few and short elements.

In the page, theme/assets/run/highlight.js does so. A token that has no colour of its own gets no element, and
neighbours of one colour share theirs.
"""

from functools import cache
from html import escape
from typing import Any

from markdown import Markdown
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

from livedocs.content.markdown_blocks import CHECKED_LANGUAGES

# What a token becomes, the first that fits: a kind includes those below it. The two that are most frequent,
# keywords and comments, have the shortest elements there are; the others have a class. theme/styles/code.css
# colours them.
Tags = tuple[str, str]  # the element's start and end
SPAN = '<span class="{}">'
ELEMENTS: tuple[tuple[_TokenType, Tags], ...] = (
    (Keyword.Constant, (SPAN.format("no"), "</span>")),
    (Keyword, ("<b>", "</b>")),
    (Operator.Word, ("<b>", "</b>")),
    (Name.Decorator, ("<b>", "</b>")),
    (Name.Class, (SPAN.format("nf"), "</span>")),
    (Name.Function, (SPAN.format("nf"), "</span>")),
    (Number, (SPAN.format("m"), "</span>")),
    (String.Doc, ("<i>", "</i>")),
    (String, (SPAN.format("s"), "</span>")),
    (Comment, ("<i>", "</i>")),
)


# A statement that changes rows begins in the colour of what it does to them.
CHANGES = {"INSERT": "new", "UPDATE": "changed", "DELETE": "gone"}


@cache
def _element(kind: _TokenType) -> Tags | None:
    return next((tags for parent, tags in ELEMENTS if kind in parent), None)


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False)


@cache  # both languages, and often several databases and pages, show the same text
def coloured(text: str, language: str) -> str:
    """The text as HTML, with an element for each run of tokens that have the same colour."""
    if language == "text":
        return escape(text, quote=False).rstrip("\n")
    runs: list[tuple[Tags | None, str]] = []
    for kind, value in _lexer(language).get_tokens(text):
        tags = _element(kind)
        if language == "sql" and (value == "RETURNING" or kind in Keyword):
            tags = ("<b>", "</b>") if value.isupper() else None  # a table may be called as a keyword is: user
        if language == "sql" and value in CHANGES and (not runs or runs[-1][1].endswith("\n")):
            tags = (f'<b class="{CHANGES[value]}">', "</b>")
        if runs and (tags == runs[-1][0] or value == " "):
            runs[-1] = runs[-1][0], runs[-1][1] + value  # a blank has no colour that could be seen
        else:
            runs.append((tags, value))
    html = []
    for tags, value in runs:
        text = escape(value, quote=False)
        if tags:
            bare = text.rstrip()
            text = f"{tags[0]}{bare}{tags[1]}{text[len(bare) :]}"
        html.append(text)
    return "".join(html).rstrip("\n")


def block(text: str, language: str) -> str:
    """A block of code; in it, the code is ``.highlight > pre > code``."""
    return f'<div class="highlight"><pre><code>{coloured(text, language)}\n</code></pre></div>'


def fence(
    source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **_: object
) -> str:
    """The same for a block of a page's Markdown, as pymdownx.superfences calls it."""
    return block(source, language)


def custom_fences() -> list[dict[str, object]]:
    """The setting of pymdownx.superfences by which it colours a page's blocks with `fence`."""
    return [{"name": name, "class": "highlight", "format": fence} for name in (*CHECKED_LANGUAGES, "text")]
