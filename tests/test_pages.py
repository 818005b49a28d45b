"""Reading pages, examples and results without running anything."""

import textwrap

import pytest

from livedocs import EXAMPLES, Diagnostic
from livedocs.check.translations import structure_difference
from livedocs.content import examples, markdown_blocks
from livedocs.render import highlight, html, results
from livedocs.render.diagram import alternative, diagram
from livedocs.render.expand import expand
from livedocs.render.results import compare_rows, rows_before_and_after, sql_text

PAGE = """
---
title: A
---

# One { #one }

A paragraph
over two lines.

- an item
- another

    ```python
    x = 1
    ```

| a | b |
| - | - |
| 1 | 2 |

::: example deleting/default

!!! note "Title"

    Inside.

<div>html</div>

<!-- a comment -->
""".lstrip()


def kinds(text):
    return [(block.kind, block.line) for block in markdown_blocks.scan(text)]


def test_blocks_and_their_lines():
    assert kinds(PAGE) == [
        ("front matter", 1),
        ("heading", 5),
        ("paragraph", 7),
        ("list item", 10),
        ("list item", 11),
        ("code", 13),
        ("table", 17),
        ("reference", 21),
        ("box", 23),
        ("paragraph", 25),
        ("HTML", 27),
        ("comment", 29),
    ]


def test_references_in_code_are_code():
    assert [kind for kind, _ in kinds("```markdown\n::: example x/y\n```\n")] == ["code"]


def difference(one, other):
    return structure_difference(
        markdown_blocks.scan(one), "docs/ko/x.md", markdown_blocks.scan(other), "docs/en/x.md"
    )


def test_wording_does_not_matter():
    other = (
        PAGE.replace("A paragraph\nover two lines.", "문단 하나입니다.")
        .replace("an item", "항목")
        .replace("| 1 | 2 |", "| 일 | 이 |")
    )
    assert difference(PAGE, other) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "A paragraph",
            "A\n\nparagraph",
            "docs/ko/x.md:10: found a list item.*docs/en/x.md:9 has a paragraph",
        ),
        ("- another\n", "", "docs/ko/x.md:11: found a list item.*docs/en/x.md:12 has a code"),
        ("- another", "1. another", "a list item .0 bulleted"),
        ("x = 1", "x = 2", "docs/ko/x.md:13: found a code"),
        ("| 1 | 2 |\n", "", "docs/ko/x.md:17: found a table .3 lines, 2.2.2 cells.*2 lines"),
        ("| 1 | 2 |", "| 1 |", "a table .3 lines, 2.2.2 cells.*2.2.1 cells"),
        ("A paragraph", "A [paragraph](x.md)", "a paragraph.*links to x.md"),
        ("<div>html</div>", "---\n\n<div>html</div>", "a rule"),
        ("    x = 1", "      x = 1", "found a code"),
        ("# One { #one }", "## One { #one }", "docs/ko/x.md:5: found a heading .1 #one.*2 #one"),
        ("# One { #one }", "# One { #two }", "a heading"),
        (
            "::: example deleting/default",
            "::: example deleting/other",
            "docs/ko/x.md:21: found a reference",
        ),
        ("!!! note", "!!! warning", "a box"),
        ("    Inside.", "Inside.", "a paragraph"),
        ("<div>html</div>", "<span>html</span>", "a HTML"),
        ("\n<!-- a comment -->\n", "", "docs/ko/x.md:29: a comment.*has no counterpart"),
        ("title: A\n", "description: A\n", "a front matter"),
    ],
)
def test_the_first_difference_is_named(old, new, message):
    assert old in PAGE
    problem = difference(PAGE, PAGE.replace(old, new))
    if message is None:
        assert problem is None
    else:
        with pytest.raises(Diagnostic, match=message):
            raise problem


def script(tmp_path, text):
    folder = tmp_path / "topic"
    folder.mkdir(exist_ok=True)
    (folder / "name.py").write_text(textwrap.dedent(text), "utf-8")
    return folder / "name.py"


def test_sections(tmp_path):
    example = examples.load(
        script(
            tmp_path,
            """\
            a = 1
            # --8<-- [start:one]
            def f():
                # --8<-- [start:inner]
                b = 2
                # --8<-- [end:inner]
            # --8<-- [end:one]
            """,
        )
    )
    assert example.source == "a = 1\ndef f():\n    b = 2\n"
    assert example.sections == {"inner": range(3, 4), "one": range(2, 4)}
    assert example.code("inner") == "b = 2\n" and example.code("one") == "def f():\n    b = 2\n"
    assert str(example.problem(3, "x")).endswith("name.py:5: x"), "the line in the file"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# --8<-- [start:a]\nx = 1\n", "name.py:1: section 'a' has no"),
        ("x = 1\n# --8<-- [end:a]\n", "name.py:2: section 'a' ends here but does not start"),
        ("# --8<-- [start:a]\n# --8<-- [end:a]\n", "name.py:2: section 'a' is empty"),
        (
            "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n# --8<-- [start:a]\n",
            "name.py:4: section 'a' starts a second time",
        ),
        ("# --8<-- start:a\n", "name.py:1: cannot read this mark"),
        ("# databases: sqlite, oracle\n", "name.py:1: unknown database 'oracle'"),
        ("# raises: An Error\n", "name.py:1: cannot read"),
        ("# raises: KeyError on nowhere\n", "name.py:1: unknown database 'nowhere'"),
    ],
)
def test_marks_and_headers_that_are_wrong(tmp_path, text, message):
    with pytest.raises(Diagnostic, match=message):
        examples.load(script(tmp_path, text))


def test_headers(tmp_path):
    example = examples.load(
        script(tmp_path, "# databases: mariadb, sqlite\n# raises: KeyError on mariadb\n# warns: SAWarning\n")
    )
    assert example.databases == ("sqlite", "mariadb")
    assert example.raises == {"mariadb": "KeyError"}
    assert set(example.warns) == {"sqlite", "postgresql", "mariadb"}


def test_the_expansion_keeps_the_lines():
    text = "# A { #a }\n\n::: example deleting/default delete\n\nEnd.\n"
    expansion = expand(text, "docs/en/x.md", "en")
    lines = expansion.text.split("\n")
    assert not expansion.problems and len(lines) == len(expansion.line_map)
    assert expansion.line_map[lines.index("End.")] == 5
    assert {expansion.line_map[i] for i, line in enumerate(lines) if "```python" in line} == {3}


def test_problems_do_not_stop_the_expansion():
    text = "::: example a/b\n::: code deleting/default nothing\n  ::: code deleting/default\n\nEnd.\n"
    expansion = expand(text, "docs/en/x.md", "en")
    assert [problem.line for problem in expansion.problems] == [1, 2, 3]
    assert "End." in expansion.text and expansion.text.count("admonition failure") == 3


def test_compare_rows():
    def table(*rows):
        return {"columns": ["id", "x"], "rows": list(rows)}

    compared = compare_rows(table([1, "a"], [2, "b"], [3, "c"]), table([1, "a"], [2, None], [4, "d"]), ["id"])
    assert compared == [
        ("same", [1, "a"]),
        ("changed", [2, ("b", None)]),
        ("gone", [3, "c"]),
        ("new", [4, "d"]),
    ]
    assert compare_rows(None, table([1, "a"]), ["id"]) == [("same", [1, "a"])]
    twice = compare_rows(table([1, "a"]), table([1, "a"], [1, "a"]), [])
    assert twice == [("same", [1, "a"]), ("new", [1, "a"])]


def state(line, *rows):
    return {"line": line, "tables": {"t": {"columns": ["id"], "rows": list(rows)}}}


def test_rows_before_and_after_a_section():
    run = {"rows": [state(1), state(5, [1]), state(9, [1], [2]), state(12)]}

    def rows(lines):
        before, after = rows_before_and_after(run, lines)
        return before and before["t"]["rows"], after["t"]["rows"]

    assert rows(None) == ([[1], [2]], [])
    assert rows(range(4, 6)) == ([], [[1]])
    assert rows(range(4, 10)) == ([], [[1], [2]])
    assert rows(range(6, 8)) == (None, [[1]]), "nothing was committed here"


def test_sql_of_a_section_has_only_its_lines():
    example, _ = examples.find("deleting/default")
    run = example.run("sqlite")
    text = sql_text(example, run, example.sections["delete"])
    assert text.startswith("/* mina = session.scalars(select(User)).one() */\nBEGIN\nSELECT")
    assert "INSERT" not in text and "CREATE" not in text
    assert (
        "UPDATE project SET user_id=? WHERE project.id = ?\n-- [(None, 1), (None, 2)] → 2 rows\nDELETE"
        in text
    )
    assert "CREATE TABLE user_account" in sql_text(example, run, tables=True)
    assert "CREATE TABLE" not in sql_text(example, run)


def test_rows_that_differ_between_databases_are_marked():
    example, _ = examples.find("deleting/foreign_keys_off")
    runs = {d: example.run(d) for d in example.databases}
    views = results.views(example, runs, {}, example.sections["delete"])
    shown = html.panel(views, tuple(runs), "en", "r", highlight.block)
    assert shown.count("differs between databases") == 4  # output and rows, each as a tooltip and as text
    assert 'data-view="rows" data-databases="sqlite"' in shown
    assert 'data-view="rows" data-databases="postgresql mariadb"' in shown


RESULT = {
    "tables": [
        {
            "name": "author",
            "columns": [{"name": "id", "type": "integer", "nullable": False, "primary_key": True}],
        },
        {
            "name": "book",
            "columns": [
                {"name": "id", "type": "integer", "nullable": False, "primary_key": True},
                {
                    "name": "author_id",
                    "type": "integer",
                    "nullable": True,
                    "references": [{"column": "author.id", "ondelete": "CASCADE"}],
                },
                {
                    "name": "next_id",
                    "type": "integer",
                    "nullable": True,
                    "unique": True,
                    "references": [{"column": "book.id"}],
                },
            ],
        },
    ],
    "mappers": [
        {
            "class": "Author",
            "table": "author",
            "relationships": [{"name": "books", "class": "Book", "collection": True}],
        }
    ],
}


def test_a_diagram_has_every_table_column_and_relationship():
    svg = diagram(RESULT, "en", "d")
    for text in ("Author", "book", "author_id?", "next_id?", "books: list[Book]", "PK", "FK UQ"):
        assert f">{text}<" in svg, text
    assert svg.count("<rect") == 2 and 'role="img"' in svg and "#" not in svg.replace("&#", ""), (
        "no colour of its own"
    )


def test_a_diagram_in_words():
    tables = {table["name"]: table for table in RESULT["tables"]}
    classes = {"author": RESULT["mappers"][0]}
    assert alternative(tables, classes, "en") == (
        "Table author (Author): id (primary key). Table book: id (primary key), author_id (foreign key to author.id, "
        "nullable), next_id (unique, foreign key to book.id, nullable). Author.books → many Book. A row of author can "
        "have many rows of book. A row of book can have at most one row of book."
    )
    assert "외래 키, author.id 참조" in alternative(tables, classes, "ko")


def test_a_diagram_of_a_cycle():
    tables = [
        {
            "name": n,
            "columns": [
                {"name": "x", "type": "integer", "nullable": True, "references": [{"column": f"{m}.x"}]}
            ],
        }
        for n, m in (("a", "b"), ("b", "a"))
    ]
    assert diagram({"tables": tables, "mappers": []}, "ko", "d").count("<rect") == 2


def test_every_result_has_its_script():
    for path in EXAMPLES.rglob("*.result.json"):
        assert path.with_name(path.name.replace(".result.json", ".py")).exists(), path
