"""HTML in a page: what it shows, no run made and no check reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic
from livedocs.content.markdown_blocks import Block, prose, without_links

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>?")
_FRAME = re.compile(r'\s*class="home(?:-answer)?" markdown="1"\s*$')  # the first page's, for its style
_OTHER = re.compile(r"<[!?]")
_ELSE = "Write Markdown, and refer to a script for what a run gave: `::: example topic/name`"
_INSTEAD = {
    "a": "Write `[text](target)`, whose target is checked",
    "br": "Begin a new paragraph or a list, and write code in a script that runs",
    "code": "Write `code` for a name, and a script that runs for lines of code",
    "img": "Write `![what it shows](file)`",
}


def html_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """The first tag of each block of text. Only the frame of the first page is allowed."""
    for block in blocks:
        if block.kind in ("code", "comment", "front matter", "reference"):
            continue
        for number, line in enumerate(block.lines, block.line):
            message = _message(line) if "<" in line else None
            if message:
                yield Diagnostic(path, number, message)
                break


def _message(line: str) -> str | None:
    """What is wrong with a line's HTML, if anything is."""
    bare = without_links(prose(line))
    if _OTHER.search(bare):
        return "a comment needs its own line" if "<!--" in bare else "this is raw HTML; remove it"
    for tag in _TAG.finditer(bare):
        end, name, attributes = tag[1], tag[2].lower(), tag[3]
        if name == "div" and (end or _FRAME.match(attributes)):
            continue
        written = line[tag.start() : tag.end()]
        return f"nothing checks raw HTML such as {written}. {_INSTEAD.get(name, _ELSE)}"
    return None
