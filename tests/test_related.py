"""The pages that each page names at its end."""

import re
from collections import Counter
from urllib.parse import urljoin

from livedocs import ROOT, read_text
from livedocs.content import related
from livedocs.content.error_index import title
from livedocs.i18n import catalogue
from tests.test_markdown import NAMES, place_of
from tests.test_site import BASE

SOURCE = """\
---
title: T
---

# T { #t }

See [one](b.md), [again](b.md#x), [with a choice](../s/c.md?a=b#c), [from the root](/en/index.md) and
[this page](a.md#t), [below](#t), [elsewhere](https://example.org/x.md).

| [in a table](../d.md) | |
| --- | --- |

```markdown
[not a link](e.md)
```
"""


def test_links_of_a_page():
    assert related.links(SOURCE, "en/s/a.md") == {
        "en/s/b.md": 2,
        "en/s/c.md": 1,
        "en/index.md": 1,
        "en/d.md": 1,
    }


def order_of(counts, name="a"):
    pages = ["index", "x", "a", "y", *"bcdefgh"]
    linked = {page: Counter() for page in pages}
    for (source, target), count in counts.items():
        linked[source][target] = count
    return related.related(name, linked, pages)


def test_both_directions_count_and_the_most_linked_comes_first():
    assert order_of({("a", "b"): 1, ("c", "a"): 2, ("a", "d"): 1, ("d", "a"): 2, ("b", "c"): 9}) == [
        "d",
        "c",
        "b",
    ]


def test_equal_ones_are_in_the_order_of_the_navigation():
    assert order_of({("a", "d"): 1, ("c", "a"): 1, ("a", "b"): 1}) == ["b", "c", "d"]


def test_neighbours_the_first_page_and_the_page_itself_are_left_out():
    assert order_of({("a", "x"): 5, ("y", "a"): 5, ("index", "a"): 5, ("a", "a"): 5, ("a", "b"): 1}) == ["b"]
    assert order_of({("index", "h"): 1, ("b", "index"): 1}, name="index") == ["b", "h"]


def test_at_most_five():
    assert order_of({("a", page): 1 for page in "bcdefgh"}) == list("bcdef")


def entries(site, name):
    """What a built page shows: [(address, text)]."""
    text = (site / place_of(name)).read_text("utf-8")
    match = re.search(r'<nav class="related".*?</nav>', text, re.DOTALL)
    if not match:
        return []
    assert f'<h2 id="related-title">{catalogue(name[:2])["build"]["related"]}</h2>' in match[0]
    here = BASE + place_of(name).removesuffix("index.html")
    return [
        (urljoin(here, href), shown) for href, shown in re.findall(r'<a href="([^"]+)">([^<]+)</a>', match[0])
    ]


def test_pages_name_the_pages_that_links_connect_with_them(site):
    shown = {name: entries(site, name) for name in NAMES}
    linked = {name: related.links(read_text(ROOT / "docs" / name), name) for name in NAMES}
    by_address = {BASE + place_of(name).removesuffix("index.html"): name for name in NAMES}
    for name, found in shown.items():
        assert len(found) <= related.MOST
        for address, text in found:
            other = by_address[address]
            assert other[:2] == name[:2] and linked[name][other] + linked[other][name] > 0, (name, other)
            assert text == title(ROOT / "docs" / other).replace("&", "&amp;")
    assert sum(map(bool, shown.values())) > 60
    for korean in (name for name in NAMES if name.startswith("ko/")):
        english = shown["en" + korean[2:]]
        assert [a.replace("/ko/", "/en/") for a, _ in shown[korean]] == [a for a, _ in english], korean


def test_previous_and_next_are_not_named_again(site):
    page = "en/deleting/cascades.md"
    text = (site / place_of(page)).read_text("utf-8")
    assert '<a rel="prev" href="../every-combination/">' in text
    addresses = [address for address, _ in entries(site, page)]
    assert addresses and f"{BASE}en/deleting/every-combination/" not in addresses
    assert f"{BASE}en/deleting/on-delete/" not in addresses


def test_pages_that_only_list_others_are_not_named():
    order = ["index.md", "list.md", "a.md", "b.md", "c.md", *(f"{n}.md" for n in range(20))]
    linked = {page: Counter() for page in order}
    linked["list.md"] = Counter(order[2:])
    linked["c.md"] = Counter({"a.md": 1})
    assert related.related("a.md", linked, order) == ["c.md"]
    assert related.related("list.md", linked, order) == []
