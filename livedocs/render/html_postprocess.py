"""What the HTML of a page's text gets so that it can be laid out well on any width."""

import re
from collections.abc import Sequence
from html import escape, unescape

STACKED = 3  # columns from which on a narrow table becomes a list of rows
WORD_JOINER = "\u2060"

_HEADING = re.compile(r'<h([1-6])\b[^>]*>(.*?)(<a class="headerlink" href="[^"]*") title="[^"]*">', re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CODE = re.compile(r"<code>.*?</code>")
_BREAKING = re.compile(r"(?<=[\w)\"])([_=.(,])(?=[\w\"&])")  # where a long name can be broken best
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_TORN = re.compile(
    r"<pre\b.*?</pre>|<svg\b.*?</svg>|<[^/>][^>]*>"  # left alone
    r"|(?P<end>(?:[)\]}\"'”’%]|&quot;|&#39;|&gt;)(?:</(?:code|a|strong|em|span)>)*)(?=[가-힣])",
    re.DOTALL,
)


def headings(html: str, label: str) -> str:
    """Names the link in each heading by the heading: `label` with ``{heading}``."""

    def named(match: re.Match[str]) -> str:
        heading = unescape(re.sub(r"<[^>]+>", "", match[2])).strip()
        name = escape(label.format(heading=heading))
        return f'{match[0][: match.end(3) - match.start()]} aria-label="{name}">'

    return _HEADING.sub(named, html)


def tables(html: str) -> str:
    """Lets each table of the page's Markdown scroll on its own.

    Gives each cell of one with many columns the name of its column: where there is no room,
    theme/styles/tables.css shows it as a list of rows.
    """
    return _TABLE.sub(lambda match: _table(match[0]), html)


def _table(html: str) -> str:
    stop = (
        "" if "<a " in html else ' tabindex="0"'
    )  # what scrolls and holds no link is a stop for the keyboard
    head, end, body = html.replace("<th></th>", "<td></td>").partition(
        "</thead>"
    )  # an empty one heads nothing
    columns = [unescape(re.sub(r"<[^>]+>", "", cell[3])) for cell in _CELL.finditer(head)] if end else []
    body = _CODE.sub(lambda code: _BREAKING.sub(r"\1<wbr>", code[0]), body)
    name = "table-scroll"
    if len(columns) >= STACKED:
        name += " is-stacked"
        body = _ROW.sub(lambda row: _row(row[0], columns), body)
    return f'<div class="{name}"{stop}>{head}{end}{body}</div>'


def _row(html: str, columns: Sequence[str]) -> str:
    """The row with the name of the column in each cell but the first."""
    names = iter(["", *columns[1:]])

    def cell(match: re.Match[str]) -> str:
        tag, attributes, content = match.groups()
        column = next(names, "")
        column = f' data-column="{escape(column)}"' if column else ""
        return f"<{tag}{attributes}{column}>{content}</{tag}>"

    return _CELL.sub(cell, html)


def joined(html: str) -> str:
    """Keeps a Korean particle on the line of the code or parenthesis that it belongs to.

    Browsers, which keep Hangul together when told so, still break it off after punctuation.
    """
    return _TORN.sub(lambda match: match["end"] + WORD_JOINER if match["end"] else match[0], html)
