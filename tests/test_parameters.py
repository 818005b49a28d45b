"""The count of `relationship()`'s parameters that stand in executed code."""

import pytest

from livedocs.languages import LANGUAGES
from livedocs.render import parameters
from livedocs.render.expand import expand

SCRIPT = """\
from sqlalchemy.orm import backref, relationship

# --8<-- [start:one]
one = relationship("Author", "book_author", lazy="raise", info={})
# --8<-- [end:one]
two = relationship(back_populates="one", backref=backref("name", cascade="all"))
"""
PAGE = "# Title { #title }\n\n::: code topic/script\n\n## One { #one }\n\n::: example topic/script one\n"


def test_the_list_is_the_signature():
    assert {"argument", "secondary", "cascade", "passive_deletes", "back_populates"} < set(
        parameters.PARAMETERS
    )
    assert "kw" not in parameters.PARAMETERS and "name" not in parameters.PARAMETERS


def test_what_a_call_passes():
    assert parameters.passed(SCRIPT) == [
        (4, ["argument", "secondary", "lazy", "info"]),
        (6, ["back_populates", "backref"]),
        (6, ["cascade"]),
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (PAGE, {"lazy": "title", "cascade": "title"}),
        (PAGE.replace("::: code topic/script\n", ""), {"lazy": "one", "cascade": None}),
        ("# T { #t }\n\n```python\n::: code topic/script\n```\n", {"lazy": None}),
        ("# T { #t }\n\n::: results topic/script\n", {"lazy": None}),
    ],
)
def test_where_it_is_shown(tmp_path, page, expected):
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic/script.py").write_text(SCRIPT, "utf-8")
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "docs/en/page.md").write_text(page, "utf-8")
    places = parameters.shown("en", tmp_path / "docs", tmp_path)
    for name, heading in expected.items():
        assert list(places[name].values()) == ([heading] if heading else [])


def test_both_languages_show_the_same():
    def named(language):
        return {
            name: [(path.stem, heading) for path, heading in places.items()]
            for name, places in parameters.shown(language).items()
        }

    assert named("ko") == named("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_parameter(tmp_path, language):
    expansion = expand("::: parameters", tmp_path / "page.md", language)
    assert not expansion.problems
    assert all(f"| `{name}` |" in expansion.text for name in parameters.PARAMETERS)
    assert (
        f"**{len(parameters.PARAMETERS)}" in expansion.text
        or f"{len(parameters.PARAMETERS)}**" in expansion.text
    )
