"""The queries of the search's benchmark and what it makes of the pages found. The search itself is not tested here."""

import pytest

from benchmarks.search.__main__ import HALVES, queries, rank, share
from livedocs import ROOT
from livedocs.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_queries_of_both_halves(language):
    pages = {
        path.relative_to(ROOT / "docs" / language).with_suffix("").as_posix()
        for path in (ROOT / "docs" / language).rglob("*.md")
    }
    asked = queries(language)
    assert len(asked) >= 120 and len({query.text for query in asked}) == len(asked)
    for half in HALVES:
        assert {query.page for query in asked if query.half == half} == pages - {"index"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["deleting/none"]\nseen = ["x"]\n', "there is no docs/ko/deleting/none.md"),
        ('["deleting/bulk"]\nsean = ["x"]\n', "has ['sean']; write seen or held_out"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, text, words):
    (tmp_path / "ko.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="ko.toml") as raised:
        queries("ko", tmp_path)
    assert words in str(raised.value)


def test_recall():
    assert rank("b", ["a", "b"]) == 2 and rank("c", ["a", "b"]) is None
    assert share([1, 3, None, 4], 1) == 0.25 and share([1, 3, None, 4], 3) == 0.5
