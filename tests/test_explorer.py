"""The explorer of every combination: by mouse and by keyboard, in both languages, against fresh runs."""

import gzip
import random
import re
from contextlib import ExitStack, suppress
from urllib.parse import urlencode

import pytest

from livedocs.databases import SETUPS
from livedocs.execution.runner import Runner
from livedocs.execution.servers import Unavailable
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.matrix import render, store
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION
from tests.support.browser import NARROW, WIDE, overflow, until

pytestmark = pytest.mark.usefixtures("chromium")
PAGE = "/deleting/every-combination/"
MATRIX = render.MATRIX
SAMPLE = 25  # answers compared with a fresh run on each database


def address(language, **choices):
    return f"/{language}{PAGE}?{urlencode(choices)}"


def opened(open_page, path, **options):
    page = open_page(path, **options)
    page.wait_for_selector(".explorer-verdict, .explorer-impossible")
    return page


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1440", "390"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_by_mouse(open_page, language, viewport):
    page = opened(open_page, f"/{language}{PAGE}", viewport=viewport, locale=language)
    words = catalogue(language)["explorer"]
    answer = page.locator(".explorer-answer")
    assert words["outcomes"]["set to NULL by the session"]["sentence"] in answer.inner_text()
    page.click("label[for=explorer-cascade-3]")
    assert words["outcomes"]["deleted by the session"]["sentence"] in answer.inner_text()
    assert "cascade=all%2C+delete-orphan" in page.url
    page.click("label[for=explorer-ondelete-1]")
    page.click("label[for=explorer-passive_deletes-1]")
    text = answer.inner_text()
    assert words["outcomes"]["deleted by the database"]["sentence"] in text and words["differ"] in text
    assert 'cascade="all, delete-orphan", passive_deletes=True' in text
    page.click("label[for=explorer-database-sqlite_off]")
    rows = page.locator(".explorer-rows")
    assert rows.locator("tr.row-gone").count() == 1 and rows.locator("tr.row-same").count() == 2
    page.click("label[for=explorer-database-mariadb]")
    assert rows.locator("tr.row-gone").count() == 3
    assert overflow(page) == 0
    page.reload()
    page.wait_for_selector(".explorer-verdict")
    assert page.locator("#explorer-passive_deletes-1").is_checked(), "the address holds the choice"


def test_by_keyboard(open_page):
    page = opened(open_page, f"/en{PAGE}", locale="en-US")
    page.focus("#explorer-declared-0")
    page.keyboard.press("ArrowRight")
    assert "declared=backref+on+Parent" in page.url
    outline = "getComputedStyle(document.querySelector('#explorer-declared-1 + label')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    text = page.locator(".explorer-answer").inner_text()
    assert "can't set passive_deletes='all' in conjunction with 'delete'" in text
    assert catalogue("en")["explorer"]["no_tables"] in text


def test_the_two_lines_of_the_post(open_page):
    """Links of the page lead to them."""
    page = opened(open_page, f"/ko{PAGE}")
    words = catalogue("ko")["explorer"]["outcomes"]
    links = page.locator(".page-body p a[href*='declared=']").all()
    seen = []
    for href in [link.get_attribute("href") for link in links]:
        page.goto(page.url.split("?")[0] + "?" + href.split("?")[1])
        page.wait_for_selector(".explorer-verdict")
        assert "backref=backref(" in page.locator(".explorer-code").inner_text()
        seen.append(page.locator(".explorer-verdict dd").all_inner_texts())
    assert seen == [
        [words["left pointing at nothing"]["sentence"], words["deleted by the database"]["sentence"]],
        [words["deleted by the session"]["sentence"]],
        [words["set to NULL by the session"]["sentence"]],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_says_why(open_page, language):
    page = opened(open_page, address(language, declared="Child only", cascade="all"), locale=language)
    assert (
        page.locator(".explorer-answer")
        .inner_text()
        .endswith(
            catalogue(language)["explorer"]["impossible"]["Parent has no relationship on which to write it"]
        )
    )


def test_only_the_verdict_is_read_out(open_page):
    page = opened(open_page, address("en", cascade="all"), locale="en-US")
    assert page.locator(".explorer [aria-live], .explorer [role=status]").count() == 1
    verdict = page.locator(".explorer-verdict dd").first.inner_text()
    said = page.locator(".explorer-said").text_content()
    assert verdict in said and "class Parent" not in said
    page.goto(page.url.split("?")[0] + "?declared=Child+only&cascade=all")
    page.wait_for_selector(".explorer-impossible")
    shown = page.locator(".explorer-impossible").text_content()
    assert page.locator(".explorer-said").text_content() == shown


def test_an_unknown_choice_in_the_address_is_ignored(open_page):
    page = opened(open_page, address("en", cascade="everything", passive_deletes="True"), locale="en-US")
    assert page.locator("#explorer-cascade-0").is_checked()
    assert page.locator("#explorer-passive_deletes-1").is_checked()


def test_side_by_side_it_stands_once(open_page):
    page = opened(open_page, f"/ko{PAGE}?view=both&cascade=all")
    page.wait_for_selector(".pair")
    assert page.locator(".explorer").count() == 1
    page.click("label[for=explorer-cascade-0]")
    assert "view=both" in page.url and "cascade" not in page.url


def test_without_the_data_it_says_so(open_page):
    page = open_page("/ko/", locale="ko-KR")
    page.route("**/assets/matrix/*.json", lambda route: route.abort())
    page.goto(page.url.replace("/ko/", f"/ko{PAGE}"))
    until(
        page,
        "text => document.querySelector('.explorer-answer').innerText === text",
        catalogue("ko")["explorer"]["failed_to_load"],
    )


@pytest.mark.sqlalchemy
def test_answers_are_those_of_fresh_runs(open_page):
    seed = random.randrange(10**6)
    cells = random.Random(seed).sample(MATRIX.cells(), SAMPLE)
    runners = {}
    with ExitStack() as stack:
        for database in SETUPS:
            with suppress(Unavailable):  # tests/test_matrix.py says so
                runners[database] = stack.enter_context(store.cell_runner(database))
        page = opened(open_page, f"/en{PAGE}", locale="en-US")
        for cell in cells:
            for name, value in cell.items():
                slug = name.replace(" ", "-")
                page.click(f"label[for=explorer-{slug}-{MATRIX.settings[name].index(value)}]")
            model, action = page.locator(".explorer-code pre").all_text_contents()
            assert (model, action) == (MATRIX.models(cell), MATRIX.action(cell)), f"seed {seed}, {cell}"
            for database, runner in runners.items():
                page.click(f"label[for=explorer-database-{database}]")
                check_answer(page, runner.run(MATRIX, cell), database, f"seed {seed}, {database}, {cell}")


def check_answer(page, fresh, database, where):
    """What the page shows of a cell on one database is what a fresh run did."""
    words = catalogue("en")["explorer"]
    outcome = words["outcomes"][MATRIX.outcome(fresh)]["sentence"]
    names = page.locator(".explorer-verdict dt").all_inner_texts()
    verdicts = dict(zip(names, page.locator(".explorer-verdict dd").all_inner_texts(), strict=True))
    shown = [verdict for name, verdict in verdicts.items() if render.database_name(database, words) in name]
    assert shown == [outcome], where
    run = page.locator(".explorer-run")
    older = run.locator(".explorer-older")
    if older.count() and INSTALLED_VERSION != MAIN_VERSION:
        run = older
    elif older.count():
        older.evaluate("details => details.remove()")
    text, position = run.text_content(), 0
    for sql, _, _ in fresh["statements"]:
        assert sql in text[position:], f"{where}\n{sql}\n{text}"
        position = text.index(sql, position) + len(sql)
    if fresh["error"]:
        assert fresh["error"][2] in text, where
    rows = run.evaluate(
        """(run) => [...run.querySelectorAll('.explorer-rows table')].map((table) =>
          [...table.querySelectorAll('tbody tr:not(.row-gone)')].map((row) =>
            [...row.cells].map((cell) => (cell.querySelector('ins') ?? cell).textContent)))"""
    )
    expected = (
        [
            [["NULL" if value is None else str(value) for value in row] for row in fresh["rows"][name]]
            for name in MATRIX.rows({})
        ]
        if fresh["rows"] is not None
        else []
    )
    assert rows == expected, where


def test_the_older_version_s_run_stands_below(open_page):
    """Seen with any version: of a cell where the two differ, both runs are shown."""
    page = opened(open_page, address("ko", passive_deletes="True"))
    older = page.locator(".explorer-older")
    assert older.count() == 0
    page.click("label[for=explorer-passive_deletes-0]")
    older.locator("summary").click()
    texts = page.locator(".explorer-run > .highlight, .explorer-older .highlight").all_text_contents()
    assert ["child.id AS child_id" in text for text in texts] == [False, True], texts


@pytest.mark.sqlalchemy
def test_the_script_it_offers_runs(open_page):
    page = opened(open_page, address("en", declared="backref on Child", cascade="all"), locale="en-US")
    with page.expect_download() as download:
        page.click(".explorer-download")
    source = download.value.path().read_text("utf-8")
    with Runner() as runner:
        result = runner.run_source(source.replace(", echo=True", ""), "cell.py")
    assert "exception" not in result
    assert "".join(event["text"] for event in result["log"] if event["kind"] == "print") == "children: []\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_comes_along_with_its_database(open_page, language):
    """Download and playground get the script of the chosen database; where the page cannot run it, it says so."""
    words = catalogue(language)["explorer"]
    for database in SETUPS:
        page = opened(open_page, address(language, cascade="all"), locale=language)
        page.click(f"label[for=explorer-database-{database}]")
        cell = {**next(MATRIX.product()), "cascade": "all"}
        script = render.script(MATRIX.models(cell), MATRIX.action(cell), database)
        with page.expect_download() as download:
            page.click(".explorer-download")
        assert download.value.path().read_text("utf-8") == script
        name, here = render.in_page(database), page.locator(".explorer-run-here")
        if name is None:
            said = words["recorded_only"].format(database=render.database_name(database, words))
            assert here.count() == 0 and page.locator(".explorer-take").inner_text().endswith(said)
            continue
        here.click()
        page.wait_for_selector(".playground textarea")
        until(page, "document.querySelector('.playground textarea').value !== ''")
        assert page.input_value(".playground textarea") == script.replace(", echo=True", "")
        assert page.locator(".playground .run-databases input:checked").get_attribute("value") == name


def test_the_data_is_small_and_loaded_only_there(open_page):
    assert len(gzip.compress(render.data().encode(), 9)) < 60_000  # bytes
    page = open_page("/en/deleting/parent-deleted/", locale="en-US")
    page.wait_for_timeout(300)
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in loaded if re.search("explorer|matrix", name)]
