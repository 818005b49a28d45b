"""The glossary: its file, its page, and the terms that pages use."""

import pytest

from livedocs import ROOT, Diagnostic
from livedocs.content import glossary
from livedocs.languages import LANGUAGES

NAMES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("*/**/*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_one_term_one_form(name):
    found = glossary.diagnostics(ROOT / "docs" / name, name.split("/")[0])
    assert [str(diagnostic) for diagnostic in found] == []


def test_an_avoided_form_is_named_with_its_line(tmp_path):
    page = tmp_path / "page.md"
    text = "---\ntitle: 제목\nkeywords: 외래키\n---\n\n# 머리 { #head }\n\n`엔터티`와\n외래키는 [객체](엔터티.md)입니다.\n\n```python\n# 질의\n```\n"
    page.write_text(text, "utf-8")
    assert [str(diagnostic) for diagnostic in glossary.diagnostics(page, "ko")] == [
        f"{page}:9: write '외래 키' instead of '외래키', as the glossary has it"
    ]
    assert list(glossary.diagnostics(page, "en")) == []
    page.write_text(text.replace("title: 제목", "title: 외부 키"), "utf-8")
    assert str(next(glossary.diagnostics(page, "ko"))).startswith(
        f"{page}:2: write '외래 키' instead of '외부 키'"
    )


def test_each_form_belongs_to_one_term():
    terms = glossary.load().terms
    assert len(terms) > 60 and len({term.id for term in terms}) == len(terms)
    for language in LANGUAGES:
        names = [term.name[language] for term in terms]
        assert len(names) == len(set(names))
        avoided = {form for term in terms for form in term.avoid.get(language, ())}
        assert not set(names) & avoided
        for term in terms:  # what is right for one term may not hold what is wrong for another
            assert not [form for form in avoided if form in term.name[language]], term.id
    assert sum(len(term.avoid.get("ko", ())) for term in terms) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_term(site, language):
    page = (site / language / "glossary" / "index.html").read_text("utf-8")
    data = glossary.load()
    for term in data.terms:
        assert f'<span id="term-{term.id}">{term.name[language]}</span>' in page
        assert (
            not term.page or f'/{term.page}/{term.anchor}"' in page or f'{term.page}/{term.anchor}"' in page
        )
    for name in data.names:
        assert f"<code>{name}</code>" in page


GOOD = """names = []
words = []
[groups]
g = { ko = "가", en = "G" }

[g.a]
en = "a"
ko = "가"
meaning = { ko = "뜻", en = "meaning" }
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('en = "a"', "en = a", ":7: this is not valid TOML"),
        ('ko = "가"\nmeaning', "meaning", ":6: 'ko' is missing"),
        ("meaning =", "meanin =", ":6: 'meaning' is missing"),
        ('en = "a"', 'en = "a"\nalias = []', ":6: unknown key 'alias'; there are aliases"),
        ('en = "a"', 'en = "a"\navoid = ["b"]', ":6: write `avoid` for a language: avoid.ko = […]"),
        (', en = "meaning"', "", ":6: `meaning` needs ko and en"),
        ("[g.a]", "[h.a]", ":6: write the titles of 'h' below [groups]"),
        ('en = "a"', 'en = "a"\npage = "deleting/none"', ":6: there is no deleting/none in ko"),
        ('en = "a"', 'en = "a"\npage = "deleting/bulk#none"', ":6: there is no deleting/bulk#none in ko"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, old, new, message):
    path = tmp_path / "glossary.toml"
    path.write_text(GOOD, "utf-8")
    assert len(glossary.load(path).terms) == 1
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(Diagnostic) as raised:
        glossary.load(path)
    assert f"{path}{message}" in str(raised.value)
