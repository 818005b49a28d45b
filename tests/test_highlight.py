"""Code in colours, in few elements."""

import re

import pytest

from livedocs.content import examples
from livedocs.render import highlight, results

LONGEST = max(examples.all_examples(), key=lambda example: len(example.source))


def tokens(html):
    """What has an element: [(its class or its name, text)]."""
    found = re.findall(r'<(?:span class="(\w+)"|(b|i)(?: class="\w+")?)>([^<]*)</', html)
    return [(class_ or name, text) for class_, name, text in found]


def bare(html):
    return re.sub(r"</?(?:span|b|i)\b[^>]*>", "", html)


def test_only_what_has_a_colour_gets_an_element():
    html = highlight.coloured("x = Model(7, 'a')  # b\n", "python")
    assert html == (
        'x = Model(<span class="m">7</span>, <span class="s">&#x27;a&#x27;</span>)  <i># b</i>'
    ).replace("&#x27;", "'")


def test_neighbours_of_one_colour_share_an_element():
    html = highlight.coloured("FOREIGN KEY(id) REFERENCES a (id) ON DELETE SET NULL, x", "sql")
    assert [text for name, text in tokens(html) if name == "b"] == [
        "FOREIGN KEY",
        "REFERENCES",
        "ON DELETE SET NULL",
    ]
    assert "</b> ON" not in html and html.endswith("</b>, x")


def test_a_statement_that_changes_rows_begins_in_the_colour_of_the_change():
    html = highlight.coloured(
        "INSERT INTO a VALUES (1)\nDELETE FROM a\n/* x */\nUPDATE a SET b=1\nSELECT a FOR UPDATE, b ON DELETE x",
        "sql",
    )
    assert re.findall(r'<b class="(\w+)">(\w+)</b>', html) == [
        ("new", "INSERT"),
        ("gone", "DELETE"),
        ("changed", "UPDATE"),
    ]


def test_a_table_that_is_called_as_a_keyword_is_none():
    html = highlight.coloured("SELECT user.id FROM user RETURNING id", "sql")
    assert tokens(html) == [("b", "SELECT"), ("b", "FROM"), ("b", "RETURNING")]


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("@property\ndef f(): pass", "b", "@property"),
        ("def f(): pass", "nf", "f"),
        ("class F: pass", "nf", "F"),
        ('def f():\n    """Says."""', "i", '"""Says."""'),
        ("a not in b", "b", "not in"),
        ("None", "no", "None"),
        ("f'{x}'", "s", "f'{"),
        ("from a import b", "b", "from"),
    ],
)
def test_the_classes_of_python(code, name, text):
    assert (name, text) in tokens(highlight.coloured(code, "python"))


@pytest.mark.parametrize("language", ["python", "sql", "text", "sh"])
def test_no_letter_is_lost(language):
    for text in (LONGEST.source, "\n\n  a < b & c\n\n", "x = '한글'", "a  \n\tb"):
        shown = highlight.block(text, language)
        expected = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").rstrip("\n")
        assert bare(shown) == f'<div class="highlight"><pre><code>{expected}\n</code></pre></div>'


def test_sql_of_every_example_keeps_its_letters():
    for example in examples.all_examples():
        for database in example.databases:
            text = results.sql_text(example, example.run(database))
            shown = bare(highlight.coloured(text, "sql"))
            assert shown == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").rstrip("\n")


def test_a_block_in_a_page_is_built_the_same_way(site):
    page = (site / "en" / "index.html").read_text("utf-8")
    assert 'class="highlight"' in page and "<span></span>" not in page
