"""Which pages belong together: those that the pages' own links connect, in either direction."""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from livedocs.content import markdown_blocks

MOST = 5  # pages that are named
INDEX = 15  # a page with links to more pages than that only lists them

_TARGET = re.compile(r"\]\(([^)\s#?:]+\.md)(?:[#?][^)\s]*)?\)")


def links(source: str, name: str) -> Counter[str]:
    """How often a page, `name` below ``docs/`` with the Markdown `source`, links to each other page."""
    found: Counter[str] = Counter()
    for block in markdown_blocks.scan(source):
        for target in _TARGET.findall(block.text) if block.kind not in ("code", "comment") else ():
            path = target.lstrip("/")
            if not target.startswith("/"):
                path = posixpath.join(posixpath.dirname(name), target)
            found[posixpath.normpath(path)] += 1
    del found[name]
    return found


def related(name: str, linked: Mapping[str, Counter[str]], order: Sequence[str]) -> list[str]:
    """The pages that are most linked with `name`, at most `MOST`.

    `linked` is {page: `links` of it}, `order` the pages as the navigation has them. The first page and those
    that only list others are left out, and so are the neighbours: previous and next lead there. A list has
    none: all it does is link.
    """
    at = order.index(name)
    lists = {page for page in order if len(linked[page]) > INDEX}
    if name in lists:
        return []
    shown_anyway = {order[0], name, *order[max(at - 1, 0) : at + 2], *lists}
    counts = linked[name] + Counter({page: linked[page][name] for page in order})
    found = [page for page in order if counts[page] and page not in shown_anyway]
    return sorted(found, key=lambda page: -counts[page])[:MOST]  # equal ones stay in the navigation's order
