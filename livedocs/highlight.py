"""Colours code when the site is built, in few and short elements. theme/assets/highlight.js does so in the page.

A token that has no colour of its own gets no element, and neighbours of one colour share theirs.
"""

from functools import cache
from html import escape

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String

# The classes of theme/assets/site.css, the first that fits: a kind of token includes those below it.
CLASSES = (
    (Keyword.Constant, "no"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Decorator, "k"),
    (Name.Class, "nf"),
    (Name.Function, "nf"),
    (Number, "m"),
    (String.Doc, "c"),
    (String, "s"),
    (Comment, "c"),
)


@cache
def _class(kind):
    return next((name for parent, name in CLASSES if kind in parent), None)


@cache
def _lexer(language):
    return get_lexer_by_name(language, stripnl=False)


@cache  # both languages, and often several databases and pages, show the same text
def coloured(text, language):
    """The text as HTML, with a ``<span>`` for each run of tokens that have the same colour."""
    if language == "text":
        return escape(text, quote=False).rstrip("\n")
    runs = []  # [class, text]
    for kind, value in _lexer(language).get_tokens(text):
        name = _class(kind)
        if runs and (name == runs[-1][0] or value == " "):
            runs[-1][1] += value  # a blank has no colour that could be seen
        else:
            runs.append([name, value])
    html = []
    for name, value in runs:
        shown = escape(value, quote=False)
        blank = shown[len(shown.rstrip()) :]
        html.append(f'<span class="{name}">{shown[: len(shown) - len(blank)]}</span>{blank}' if name else shown)
    return "".join(html).rstrip("\n")


def block(text, language):
    """A block of code; in it, the code is ``.highlight > pre > code``."""
    return f'<div class="highlight"><pre><code>{coloured(text, language)}\n</code></pre></div>'


def fence(source, language, css_class, options, md, **_):
    """The same for a block that stands in a page's Markdown, as pymdownx.superfences calls it."""
    return block(source, language)
