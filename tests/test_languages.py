"""The catalogues of words have the same texts, each used; and the site can have another language."""

import json
import re
import shutil

import pytest

from livedocs import ROOT, Diagnostic, i18n
from livedocs.check.languages import catalogue_differences
from livedocs.databases import SETUPS
from livedocs.i18n import PUBLISHED, SECTIONS, catalogue
from livedocs.languages import DEFAULT, LANGUAGES
from livedocs.matrix import MATRICES
from livedocs.matrix.render import MATRIX
from tests.support.browser import until
from tests.support.http_server import serving
from tests.support.processes import build
from tests.support.small_site import plant, write

# Parts of a catalogue whose keys are data: names of settings, values, outcomes, databases, kinds of results.
DATA = (
    "build.kinds",
    "build.not_in_page",
    "run.replaced_by",
    "run.views",
    "search.places",
    "search.keys",
    "explorer.settings",
    "explorer.values",
    "explorer.impossible",
    "explorer.outcomes",
    "explorer.databases",
    "explorer.setting_columns",
    "matrices.settings",
    "matrices.values",
    "matrices.outcomes",
)
PYTHON = [path for path in (ROOT / "livedocs").rglob("*.py") if "__pycache__" not in path.parts]
TEMPLATES = sorted((ROOT / "theme").rglob("*.html"))
SCRIPTS = sorted((ROOT / "theme").rglob("*.js"))


def problems(reference, words):
    return [str(diagnostic) for diagnostic in catalogue_differences(reference, words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_catalogues_have_the_same_texts_and_placeholders(language):
    assert set(catalogue(language)) == set(SECTIONS)
    assert problems(catalogue(DEFAULT), catalogue(language)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"menu": ', '"menus": ', "it lacks what livedocs/i18n/ko.json has: build.menu"),
        ('"menu": ', '"menus": ', "it has what livedocs/i18n/ko.json lacks: build.menus"),
        ('"search": {', '"find": {', "it lacks what livedocs/i18n/ko.json has: search, search.close"),
        (
            "{loaded} of {total} MB",
            "{loaded} of {all} MB",
            "run.loading has {all}, {loaded}, but {loaded}, {total} in",
        ),
        ("{count} rows", "rows", "explorer.count has no placeholder, but {count} in livedocs/i18n/ko.json"),
    ],
)
def test_a_fault_in_a_catalogue_is_named(tmp_path, old, new, message):
    path = tmp_path / "en.json"
    text = (i18n.FOLDER / "en.json").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert any(f"{path}:1: {message}" in problem for problem in problems(catalogue("ko"), i18n.read(path)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, ":1: there is no such file"),
        ('{\n"build": {,\n', ":2: this is not valid JSON"),
        ("[]", ":1: a catalogue is an object of sections"),
        ('{"build": 1}', ":1: a catalogue is an object of sections"),
    ],
)
def test_a_catalogue_that_cannot_be_used_says_why(tmp_path, text, message):
    path = tmp_path / "xx.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(Diagnostic) as raised:
        i18n.read(path)
    assert f"{path}{message}" in str(raised.value)


def test_a_text_that_is_missing_is_named():
    with pytest.raises(Diagnostic) as raised:
        catalogue("en")["build"]["menus"]
    assert str(raised.value) == "livedocs/i18n/en.json:1: there is no text 'menus' in 'build'"


# Which texts are used --------------------------------------------------------------------------------


def keys(section):
    """The keys of a section that code names; those below `DATA` are data."""
    return set(catalogue(DEFAULT)[section]) | {
        inner
        for key, value in catalogue(DEFAULT)[section].items()
        if isinstance(value, dict) and f"{section}.{key}" not in DATA
        for inner in value
    }


def sources(section):
    """What may name the texts of a section."""
    python = [path for path in PYTHON if section in ("build", "explorer", "matrices")]
    templates = TEMPLATES if section == "build" else []
    scripts = [
        path
        for path in SCRIPTS
        if re.search(rf"import \{{[^}}]*\b{section}\b[^}}]*\}} from", path.read_text("utf-8"))
    ]
    return "\n".join(path.read_text("utf-8") for path in [*python, *templates, *scripts])


def unused(section, source, known):
    """The keys that are in no source as a string or an attribute of words."""
    return sorted(key for key in known if not re.search(rf"""["']{key}["']|\bwords\.{key}\b""", source))


def named(source):
    """The keys that scripts and templates name."""
    return set(re.findall(r'\bwords\.(?!js")(\w+)', source))


def named_in_python(source):
    """The keys that Python names."""
    return set(re.findall(r"""(?:\bwords|\blabel|\["build"\])\[["'](\w+)["']\]""", source))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_text_is_used(section):
    assert unused(section, sources(section), keys(section)) == []


def test_a_text_that_is_not_used_is_found():
    known = keys("run")
    assert unused("run", sources("run"), {*known, "no_record"}) == ["no_record"]
    assert unused("search", sources("search").replace("words.none_hint", ""), keys("search")) == ["none_hint"]


@pytest.mark.parametrize("section", PUBLISHED)
def test_each_text_that_scripts_name_is_there(section):
    found = named(
        "\n".join(
            path.read_text("utf-8") for path in SCRIPTS if f"{section} as words" in path.read_text("utf-8")
        )
    )
    assert found and found <= keys(section)


def test_each_text_that_the_build_names_is_there():
    templates = named("\n".join(path.read_text("utf-8") for path in TEMPLATES))
    python = named_in_python("\n".join(path.read_text("utf-8") for path in PYTHON))
    assert len(templates) > 20 and templates <= keys("build")
    assert len(python) > 60 and python <= keys("build") | keys("explorer") | keys("matrices") | set(SECTIONS)
    assert not templates & set(dir(dict)), "Jinja would take the dictionary's method"


def test_a_text_that_is_missing_but_named_is_found():
    assert named('import { run as words } from "../i18n/words.js"; fill(words.no_record, {})') == {
        "no_record"
    }
    assert named_in_python('label["menus"], catalogue(language)["build"]["xx"]') == {"menus", "xx"}


def test_the_explorer_names_what_its_matrix_has():
    words = catalogue(DEFAULT)["explorer"]
    assert words["settings"].keys() == MATRIX.settings.keys()
    assert {name: tuple(values) for name, values in words["values"].items()} == MATRIX.settings
    assert set(words["impossible"]) == {MATRIX.impossible(cell) for cell in MATRIX.product()} - {None}
    assert words["databases"].keys() <= set(SETUPS)


def test_the_tables_name_what_the_matrices_have():
    words = catalogue(DEFAULT)["matrices"]
    settings = {name: set() for matrix in MATRICES.values() for name in matrix.settings} | {
        "database": set(SETUPS)
    }
    for matrix in MATRICES.values():
        for name, values in matrix.settings.items():
            settings[name] |= set(values)
    assert words["settings"].keys() <= settings.keys()
    for name, known in words["values"].items():
        assert {value for key in known for value in key.split(" | ")} <= settings[name], name


# Another language -------------------------------------------------------------------------------------

ENTRY = """\
    Language(
        code="xx",
        name="Xxish",
        english_name="Xxish",
        locale="xx_XX",
    ),
"""
NAV = ("  - next.md\n", "  - part:\n      - next.md\n")
TITLES = ("  sections:\n", "  sections:\n    part: { ko: 부분, en: Part, xx: Xpart }\n")


@pytest.fixture
def three(damaged):
    """The small site with another language, which says what English says."""
    plant(damaged, "livedocs/languages.py", ")\n\nLANGUAGES: ", f"{ENTRY})\n\nLANGUAGES: ")
    shutil.copy(damaged / "livedocs/i18n/en.json", damaged / "livedocs/i18n/xx.json")
    shutil.copytree(damaged / "docs/en", damaged / "docs/xx")
    plant(damaged, "mkdocs.yml", *NAV)
    plant(damaged, "mkdocs.yml", *TITLES)
    for section in ("shapes", "linking", "foreign-keys", "deleting"):
        config = (damaged / "mkdocs.yml").read_text("utf-8")
        write(damaged / "mkdocs.yml", re.sub(rf"^    {section}: .*\n", "", config, flags=re.MULTILINE))
    return damaged


def test_another_language_is_an_entry_a_catalogue_pages_and_titles(three):
    out = three / "out"
    status, output = build(out, cwd=three)
    assert status == 0, output
    for page in ("index.html", "next/index.html"):
        for language in ("ko", "en", "xx"):
            text = (out / language / page).read_text("utf-8")
            assert f'<html lang="{language}"' in text
            switch = re.findall(r'hreflang="(\w+)" data-view', text)
            assert switch == ["ko", "en", "xx"]
            assert len(re.findall(r'rel="alternate " hreflang="(?:ko|en|xx)"', text)) == 3
            assert text.count('property="og:locale:alternate"') == 2
    assert "Xpart" in (out / "xx/index.html").read_text("utf-8")
    assert re.findall(r'<p(?: lang="\w+")?><a href="(\w+)/"', (out / "index.html").read_text("utf-8")) == [
        "ko",
        "en",
        "xx",
    ]
    assert 'data-languages="ko en xx"' in (out / "index.html").read_text("utf-8")
    assert re.findall(r'<div lang="(\w+)">', (out / "404.html").read_text("utf-8")) == ["en", "xx"]
    assert (out / "assets/i18n/xx.js").read_text("utf-8") == (out / "assets/i18n/en.js").read_text("utf-8")
    assert json.loads((out / "xx/search/index.json").read_text("utf-8"))["pages"]
    links = re.findall(r"\[(\w+|한국어)\]\(\S+?/(\w+)/next\.md\)", (out / "xx/next.md").read_text("utf-8"))
    assert links == [("한국어", "ko"), ("English", "en")]
    assert "## Xxish · Xpart" in (out / "llms.txt").read_text("utf-8")
    assert (out / "assets/previews/xx/next.png").exists()
    assert {"assets/i18n/xx.js", "xx/next/"} <= {
        name for name, *_ in json.loads((out / "offline.json").read_text("utf-8"))["site"]
    }


def remove_catalogue(site):
    (site / "livedocs/i18n/xx.json").unlink()


def remove_texts(site):
    catalogue = json.loads((site / "livedocs/i18n/xx.json").read_text("utf-8"))
    del catalogue["run"]["stop"], catalogue["build"]["menu"]
    write(site / "livedocs/i18n/xx.json", json.dumps(catalogue))


def remove_titles(site):
    plant(site, "mkdocs.yml", ", xx: Xpart", "")


def add_page(site):
    """Adds a page in two of the three languages."""
    for language in ("ko", "en"):
        write(site / f"docs/{language}/third.md", "# Third { #third }\n\n`third`\n")
    plant(site, "mkdocs.yml", "  - index.md\n", "  - index.md\n  - third.md\n")


def show_glossary(site):
    for language in ("ko", "en", "xx"):
        plant(site, f"docs/{language}/next.md", "# Next { #next }\n", "# Next { #next }\n\n::: glossary\n")


@pytest.mark.parametrize(
    ("forget", "message"),
    [
        (remove_catalogue, "livedocs/i18n/xx.json:1: there is no such file"),
        (
            remove_texts,
            "livedocs/i18n/xx.json:1: it lacks what livedocs/i18n/ko.json has: build.menu, run.stop",
        ),
        (
            lambda site: shutil.rmtree(site / "docs/xx"),
            "docs/xx:1: there is no page in xx. Write the pages of docs/ko in it",
        ),
        (remove_titles, "mkdocs.yml:1: extra.sections has no title for 'part' (xx)"),
        (
            add_page,
            "docs/ko/third.md:1: this page is missing in xx: write docs/xx/third.md",
        ),
        (
            lambda site: plant(site, "docs/xx/next.md", ".org/).\n", ".org/).\n\nAnother paragraph.\n"),
            "docs/xx/next.md:5: a paragraph has no counterpart in docs/ko/next.md",
        ),
    ],
)
def test_what_another_language_lacks_is_named_once(three, forget, message):
    forget(three)
    status, output = build(three / "out", cwd=three)
    assert status != 0 and "Traceback" not in output, output
    assert message in output, output
    assert "found 1 problem(s)" in output, output


def test_the_glossary_of_another_language_needs_its_terms(three):
    show_glossary(three)
    status, output = build(three / "out", cwd=three)
    assert status != 0 and "Traceback" not in output, output
    assert re.search(
        r"glossary\.toml:\d+: write the titles of '\w+' below \[groups\], for ko and en and xx",
        output,
    ), output


def test_two_of_three_languages_side_by_side(three, chromium):
    """Next to the page is the language that the reader came from, or else the first other one."""
    status, output = build(three / "out/docs", cwd=three)
    assert status == 0, output
    page = chromium.new_context(locale="en-US").new_page()

    def pair():
        page.click(".language-both")
        until(page, "document.querySelector('.pair') !== null")
        halves = page.locator(".pair").first.locator("> .pair-half").all()
        return [half.get_attribute("lang") for half in halves]

    def switch(language):
        page.click(f".language-switch a[hreflang={language}]")
        until(page, "(language) => document.documentElement.lang === language", language)

    try:
        with serving(three / "out") as address:
            page.goto(f"{address}/xx/next/")
            assert pair() == ["ko", "xx"]
            switch("xx")
            switch("en")
            assert pair() == ["en", "xx"]
            switch("ko")
            assert pair() == ["ko", "en"]
    finally:
        page.context.close()
