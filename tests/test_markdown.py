"""Each page as plain Markdown: that all of it is there, that nothing of the site's own syntax is, and how it is found."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from livedocs import ROOT, read_text
from livedocs.content import examples, markdown_blocks
from livedocs.content.error_index import title
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render.counts import numbers_list
from livedocs.render.expand import Expansion, expand
from livedocs.render.markdown import _value, address, as_markdown, llms_txt, plain
from livedocs.render.references import older_runs_of, runs_of
from livedocs.render.results import changed_rows, output_text, sql_text
from tests.support.browser import until
from tests.test_site import BASE, Page

DOCS = ROOT / "docs"
NEWLINE = "\n"
NAMES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


@pytest.fixture(scope="module")
def published(site):
    return {name: (site / name).read_text("utf-8") for name in NAMES}


def place_of(name):
    """Where the page whose Markdown is `name` lies on the site."""
    return (
        name.replace("index.md", "index.html")
        if name.endswith("/index.md")
        else name.replace(".md", "/index.html")
    )


def prose(text):
    """The Markdown without its fences and its code spans."""
    lines, fence = [], None
    for line in text.split("\n"):
        mark = re.match(r"\s*(`{3,})", line)
        if mark and fence is None:
            fence = mark[1]
        elif mark and line.strip() == fence:
            fence = None
        elif fence is None:
            lines.append(re.sub(r"(`+).+?\1", "", line))
    assert fence is None
    return "\n".join(lines)


def test_nothing_of_the_sites_own_syntax_is_left(published):
    for name, text in published.items():
        left = re.findall(
            r"^:::.*|\{ ?[#.:][^}]*\}|</?[a-z][^>]*>|<!--|\{ data-.*|^---\ntitle", prose(text), re.MULTILINE
        )
        assert left == [], name
        assert catalogue(name[:2])["build"]["problem"] not in text, name
        assert text.startswith("# ") and text.endswith("\n") and not text.endswith("\n\n"), name


def test_it_begins_with_the_title_the_description_and_the_addresses(published):
    text = published["en/deleting/parent-deleted.md"]
    assert text.split("\n")[:6] == [
        "# A parent is deleted: what happens to the children?",
        "",
        "> session.delete(user) left the project rows behind with NULL. Which settings keep them, set their foreign "
        "key to NULL or delete them, run on SQLite, PostgreSQL and MariaDB.",
        "",
        f"[A parent is deleted]({BASE}en/deleting/parent-deleted/) · [한국어]({BASE}ko/deleting/parent-deleted.md)",
        "",
    ]


def test_everything_that_the_page_shows_is_in_it(published):
    checked = 0
    for name, text in published.items():
        path = DOCS / name
        for reference in expand(read_text(path), path, name[:2]).references:
            example = reference.example
            if example is None:
                continue
            if reference.shows_code:
                assert f"```python\n{example.code(reference.section).rstrip(NEWLINE)}\n```" in text, (
                    name,
                    reference,
                )
                assert f"[examples/{example.name.split('/')[0]}/" in text
            if not reference.shows_results or reference.kind == "compare":
                continue
            lines = example.sections.get(reference.section)
            for run in runs_of(example).values():
                for shown in (output_text(example, run, lines), sql_text(example, run, lines)):
                    assert not shown or f"\n{shown}\n```" in text, (name, reference, shown)
                    checked += bool(shown)
                for table, columns, rows in changed_rows(example, run, lines):
                    head = f"`{table}`\n\n| {' | '.join(columns)} |"
                    assert not rows or head in text, (name, table)
    assert checked > 3000


def test_every_heading_table_and_block_of_the_page_is_in_it(published):
    for name, text in published.items():
        for block in markdown_blocks.scan(read_text(DOCS / name)):
            if block.kind == "heading":
                assert f"\n{re.sub(r' *{ #.*', '', block.text)}\n" in f"\n{text}", (name, block)
            elif block.kind == "table":
                for line in block.lines:
                    without_targets = re.sub(
                        r"\]\([^)]*\)|\{ \.verdict [^}]*\}", lambda m: "]" * (m[0][0] == "]"), line
                    ).strip()
                    assert without_targets in re.sub(r"\]\([^)]*\)", "]", text), (name, line)
            elif block.kind == "code":
                assert block.text in text, (name, block)


SHOWN = """\
[examples/deleting/passive_deletes_read.py](https://docs.example.org/docs/examples/deleting/passive_deletes_read.py), section `delete`

```python
{code}```

**Output** · The same on SQLite, PostgreSQL, MariaDB.

```text
{output}
```

**SQL** · SQLite

```sql
{sql}
```
"""
ROWS = """\
**Rows** · The same on SQLite, PostgreSQL, MariaDB.

`user_account`

| id | name | Change |
| --- | --- | --- |
| ~~1~~ | ~~Mina~~ | − deleted |

`project`

| id | title | user_id | Change |
| --- | --- | --- | --- |
| 1 | Website | ~~1~~ NULL | ± changed |
| 2 | Mobile app | ~~1~~ NULL | ± changed |
"""


def test_an_example_with_its_results(published):
    example, _ = examples.find("deleting/passive_deletes_read")
    run, lines = example.run("sqlite"), example.lines("delete")
    expected = SHOWN.format(
        code=example.code("delete"),
        output=output_text(example, run, lines),
        sql=sql_text(example, run, lines),
    )
    text = published["en/deleting/parent-deleted.md"]
    assert expected in text and ROWS in text.split(expected)[1].split("\n## ")[0]


def test_where_databases_and_versions_differ(published):
    text = (
        published["en/deleting/parent-deleted.md"]
        .split("## SQLite: the projects keep the id")[1]
        .split("\n## ")[0]
    )
    assert "**Rows** · SQLite\n" in text and "**Rows** · PostgreSQL, MariaDB\n" in text
    differing = 0
    for name in NAMES:
        path = DOCS / name
        for reference in expand(read_text(path), path, name[:2]).references:
            if reference.kind not in ("example", "results"):
                continue
            example, lines = reference.example, reference.example.sections.get(reference.section)
            runs = runs_of(example)
            for version, older in older_runs_of(example, runs).items():
                for database, run in older.items():
                    new, old = output_text(example, runs[database], lines), output_text(example, run, lines)
                    if re.sub(r"/e/\d+/", "", new) != re.sub(r"/e/\d+/", "", old):
                        assert old in published[name]
                        assert (
                            catalogue(name[:2])["build"]["older"].format(version=version) in published[name]
                        )
                        differing += 1
    assert differing > 5


def test_statements_that_make_tables_are_counted_and_left_out(published):
    text = published["en/deleting/parent-deleted.md"]
    assert (
        "SQL statements of `create_all()`, not shown here: 6\n\n```sql\n/* session.commit() */\nBEGIN" in text
    )


def test_a_diagram_stands_there_in_words(published):
    assert (
        "**Diagram of the tables user_account, project**\n\nTable user_account (User): id (primary key), name. "
        in published["en/deleting/parent-deleted.md"]
    )


def test_a_table_of_databases(published):
    text = published["en/foreign-keys/targets.md"]
    assert "|  | SQLite | PostgreSQL | MariaDB |\n| --- | --- | --- | --- |\n| " in text


def test_what_only_the_page_can_do_is_linked(published):
    address = f"{BASE}en/deleting/every-combination/#explorer"
    text = published["en/deleting/every-combination.md"]
    assert f"[On the page]({address}), choose settings" in text
    assert (
        f"- [One-to-many and many-to-one]({BASE}en/shapes/one-to-many.md)\n" in published["en/playground.md"]
    )


def test_links_lead_somewhere(published, site):
    ids, checked = {}, 0
    for name, text in published.items():
        targets = re.findall(r"\]\(([^)\s]+)\)", prose(text))
        for target in targets:
            assert target.startswith("https://"), (name, target)
            if not target.startswith(BASE):
                continue
            url = urlsplit(target)
            path = unquote(url.path).removeprefix("/docs/")
            path += "index.html" if path.endswith("/") else ""
            assert (site / path).is_file(), (name, target)
            if url.fragment:
                if path not in ids:
                    ids[path] = Page(site / path).ids
                assert url.fragment in ids[path], (name, target)
            checked += 1
    assert checked > 1000


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#default", "en/deleting/bulk/#default"),
        ("cascades.md", "en/deleting/cascades.md"),
        ("cascades.md#all", "en/deleting/cascades/#all"),
        ("../post.md", "en/post.md"),
        ("../index.md#symptoms", "en/#symptoms"),
        ("every-combination.md?cascade=all#explorer", "en/deleting/every-combination/?cascade=all#explorer"),
        ("/en/playground.md", "en/playground.md"),
        ("/examples/deleting/default.py", "examples/deleting/default.py"),
    ],
)
def test_addresses(target, expected):
    assert address(target, "en/deleting/bulk.md", BASE) == BASE + expected
    assert address("https://example.org/x", "en/deleting/bulk.md", BASE) == "https://example.org/x"


def test_code_is_not_taken_for_a_link_or_for_markup():
    text = "Write `rows[0](x)` or ``a`[b](c.md)``, see [`f(x)`](#y) and [*z*](z.md){ .w }.<br>End"
    assert plain(text, "en/a/b.md", BASE) == (
        f"Write `rows[0](x)` or ``a`[b](c.md)``, see [`f(x)`]({BASE}en/a/b/#y) and [*z*]({BASE}en/a/z.md).; End"
    )


def test_what_a_cell_holds_is_not_taken_for_markup():
    assert _value("a|b*c_d`e<f>\n[g]", {}) == r"a\|b\*c\_d\`e\<f> \[g\]"
    assert _value(None, {"null": "NULL"}) == "NULL" and _value("", {}) == '""'


def test_names_in_angle_brackets_are_written_so_that_the_page_shows_them():
    for path in sorted(DOCS.rglob("*.md")):
        for block in markdown_blocks.scan(read_text(path)):
            if block.kind in ("code", "comment", "reference", "front matter"):
                continue
            for number, line in enumerate(block.lines, block.line):
                assert not re.search(r"<[A-Z]\w*>", re.sub(r"`[^`]*`", "", line)), (
                    path,
                    number,
                    "write &lt; and &gt;",
                )


def test_tags_that_are_left_out_leave_no_empty_lines():
    source = '# Start\n\n<div class="home" markdown="1">\n\nOne.\n\n</div>\n\n<div markdown="1">\n\n- Two.\n\n</div>\n\nThree.\n'
    assert as_markdown(source, "en/index.md", "en", BASE, Expansion("", [])).endswith(
        "\n\nOne.\n\n- Two.\n\nThree.\n"
    )


def test_the_numbers_are_a_list(published):
    assert numbers_list("en") in published["en/index.md"] and "\n- SQLite examples: " in numbers_list("en")


def test_generated_headings_and_words_lose_their_marks():
    text = (
        '## Keys { #keys }\n\n| <span id="term-row">row</span> | <span lang="ko">행</span> | `<span>{ #x }` |'
    )
    assert plain(text, "en/index.md", BASE) == "## Keys\n\n| row | 행 | `<span>{ #x }` |"


def test_boxes_and_blocks_in_lists_keep_their_place():
    source = """\
---
title: T
---

# H { #h }

!!! note "Read this"
    Inside, [a link](#h).

    ```python
    x = 1


    y = 2
    ```

After.

- item
    more of it
- second

<!-- a comment -->
Last.
"""
    assert as_markdown(source, "en/a/b.md", "en", BASE, Expansion("", []), "T") == (
        "# H\n\n"
        f"[T]({BASE}en/a/b/) · [한국어]({BASE}ko/a/b.md)\n\n"
        f"**Read this**\n\nInside, [a link]({BASE}en/a/b/#h).\n\n"
        "```python\nx = 1\n\n\ny = 2\n```\n\nAfter.\n\n- item\n    more of it\n- second\n\nLast.\n"
    )


# How it is found.


def test_pages_name_their_markdown(site):
    for name in NAMES:
        page = Page(site / place_of(name))
        (link,) = page.all("link", type="text/markdown")
        place = page.all("link", rel="canonical")[0]["href"]
        assert urljoin(place, link["href"]) == BASE + name and link["rel"].strip() == "alternate"
        shown = [urljoin(place, a["href"]) for a in page.all("a", type="text/markdown")]
        assert shown == ([] if name.endswith("/index.md") else [BASE + name]), (
            "a list of links is not for copying"
        )


def test_llms_txt_lists_every_page_once(site):
    text = (site / "llms.txt").read_text("utf-8")
    lines = text.split("\n")
    assert lines[0].startswith("# ") and lines[2].startswith("> ")
    listed = re.findall(r"^- \[([^\]]+)\]\((\S+?)\): (.+)$", text, re.MULTILINE)
    assert sorted(address for _, address, _ in listed) == sorted(BASE + name for name in NAMES)
    for shown, place, description in listed:
        path = DOCS / place.removeprefix(BASE)
        assert shown == title(path) and description in read_text(path).split("\n---\n")[0]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "English · SQLAlchemy Relationships" and len(headings) == len(set(headings)) == 10
    kinds = [bool(re.match(r"# |> |>$|## |- \[|$", line)) for line in lines]
    assert kinds.count(False) == len(LANGUAGES), "one sentence for each language, and nothing else"


def test_llms_txt_of_a_page_without_a_description():
    assert llms_txt("/", [("S", [("T", "en/a.md", "")])]).endswith("\n\n## S\n\n- [T](/en/a.md)\n")


# The button.

PAGE = "/en/deleting/bulk/"


def test_copying_a_page(open_page, published):
    page = open_page(PAGE, locale="en-US")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy page")
    until(page, "() => document.querySelector('.page-copy-status').textContent !== ''")
    assert page.inner_text(".page-copy-status") == catalogue("en")["build"]["copy_page_done"]
    assert page.evaluate("navigator.clipboard.readText()") == published["en/deleting/bulk.md"]


def test_copying_that_fails_is_said(open_page):
    page = open_page(
        PAGE, locale="en-US", prepare=lambda page: page.route("**/bulk.md", lambda route: route.abort())
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy page")
    until(page, "() => document.querySelector('.page-copy-status').textContent !== ''")
    assert page.inner_text(".page-copy-status") == catalogue("en")["build"]["copy_page_failed"]


def test_without_scripts_there_is_the_link_and_no_button(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.is_visible(".page-markdown") and not page.is_visible(".page-copy")


def test_nothing_moves_when_the_button_appears(open_page):
    def held_back(page):
        page.route("**/assets/site.js", lambda route: route.abort())

    boxes = []
    for prepare in (held_back, None):
        page = open_page(PAGE, prepare=prepare)
        page.wait_for_load_state("load")
        boxes.append(page.locator(".page-markdown").bounding_box())
    assert page.locator(".page-copy").is_visible()
    assert boxes[0] == boxes[1]
