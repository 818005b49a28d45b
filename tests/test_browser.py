"""The pages in a browser: languages, side by side, results; narrow and wide, light and dark."""

import pytest

from tests.support.browser import NARROW, WIDE, found, open_search, overflow, search_for, until

pytestmark = pytest.mark.usefixtures("chromium")

PAGE = "/deleting/parent-deleted/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1440", "390"])
@pytest.mark.parametrize("path", ["/ko/", "/en/", f"/ko{PAGE}", f"/en{PAGE}", f"/ko{PAGE}?view=both"])
def test_fits_and_follows_the_scheme(open_page, path, viewport, scheme):
    page = open_page(path, viewport, color_scheme=scheme)
    if "both" in path:
        page.wait_for_selector(".view-both .pair")
    assert overflow(page) == 0
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(x) for x in background[4:-1].split(",")[:3])
    assert (brightness > 600) == (scheme == "light"), background
    assert page.locator(".language-switch a").all_inner_texts()[0] == "한국어"
    assert all(link.is_visible() for link in page.locator(".language-switch a").all())


def test_no_page_is_wider_than_a_phone(open_page, site, address):
    page = open_page("/ko/", NARROW)
    paths = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    wide, tables = [], 0
    for path in paths[1:]:  # the first is the root, which leads on
        page.goto(f"{address}/{path}/")
        if overflow(page):
            wide.append(path)
        widths = page.locator(".table-scroll").evaluate_all(
            "all => all.map((e) => [e.scrollWidth, e.clientWidth])"
        )
        wide += [(path, "a table") for inner, outer in widths if inner > outer]
        tables += len(widths)
    assert len(paths) > 50 and tables > 60 and wide == []


def first_visible(page):
    """The text's first block on the screen and where its top is."""
    return page.evaluate(
        """() => {
          const bar = document.querySelector(".md-header").getBoundingClientRect().bottom;
          const blocks = [...document.querySelector(".page-body").children];
          const i = blocks.findIndex((b) => b.getBoundingClientRect().bottom > bar);
          return [i, Math.round(blocks[i].getBoundingClientRect().top)];
        }"""
    )


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1440", "390"])
def test_switch_keeps_the_page_and_the_place(open_page, viewport):
    page = open_page(f"/ko{PAGE}", viewport)
    page.evaluate("document.querySelector('#passive-deletes-read').scrollIntoView()")
    page.wait_for_timeout(200)
    place = first_visible(page)
    assert place[0] > 20
    page.click(".language-switch a[data-view=en]")
    page.wait_for_url(f"**/en{PAGE}")
    until(page, "document.documentElement.lang === 'en'")
    page.wait_for_timeout(300)
    assert first_visible(page) == pytest.approx(place, abs=2)


def test_side_by_side(open_page):
    page = open_page(f"/ko{PAGE}")
    blocks = page.evaluate("document.querySelector('.page-body').children.length")
    figures = page.locator(".page-body figure").count()
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".pair")
    assert page.url.endswith("?view=both")
    assert page.evaluate("document.querySelector('.page-body').children.length") == blocks
    assert page.locator(".page-body figure").count() == figures, "code stands once"
    halves = page.locator(".pair").first.locator(".pair-half")
    assert [half.get_attribute("lang") for half in halves.all()] == ["ko", "en"]
    left, right = (half.bounding_box() for half in halves.all())
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    assert page.locator("h1").all_inner_texts() == [
        "부모를 지우면 자식은 어떻게 되나요?¶",
        "A parent is deleted: what happens to the children?",
    ]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_side_by_side_is_one_under_the_other_when_narrow(open_page):
    page = open_page(f"/en{PAGE}?view=both", NARROW, locale="en-US")
    page.wait_for_selector(".pair")
    korean, english = (
        half.bounding_box() for half in page.locator(".pair").nth(1).locator(".pair-half").all()
    )
    assert korean["y"] + korean["height"] <= english["y"] and abs(korean["x"] - english["x"]) < 2


def test_side_by_side_opens_where_it_was_left(open_page, address):
    """At a place that the page has only once its halves are there."""
    page = open_page("/ko/tested/?view=both", NARROW)
    page.wait_for_selector(".pair")
    page.evaluate("document.querySelector('#red').scrollIntoView({ behavior: 'instant' })")
    place = first_visible(page)
    page.reload()
    page.wait_for_selector(".pair")
    assert first_visible(page) == pytest.approx(place, abs=2)
    page.goto(f"{address}/ko/")
    page.go_back()
    page.wait_for_selector(".pair")
    assert first_visible(page) == pytest.approx(place, abs=2)
    page.goto(f"{address}/ko/tasks/")
    page.goto(f"{address}/ko/tested/?view=both")
    page.wait_for_selector(".pair")
    assert page.evaluate("scrollY") == 0, "a link leads to the top"


def test_side_by_side_can_be_left(open_page):
    page = open_page(f"/ko{PAGE}")

    def body():  # what scrolls at the present width is a stop for the keyboard
        return page.inner_html(".page-body").replace(' tabindex="0"', "")

    before = body()
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".pair")
    page.click(".language-switch a[data-view=ko]")
    assert page.locator(".pair").count() == 0
    assert body() == before
    assert "view=" not in page.url


def test_the_choice_is_remembered(open_page, address):
    page = open_page("/ko/")
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".pair")
    page.goto(address + f"/ko{PAGE}")
    page.wait_for_selector(".pair")
    page.click(".language-switch a[data-view=en]")
    page.wait_for_url(f"**/en{PAGE}")
    page.goto(address + "/")
    page.wait_for_url("**/en/")
    assert page.locator(".pair").count() == 0


def test_a_view_that_came_with_a_link_is_not_remembered(open_page, address):
    page = open_page(f"/ko{PAGE}?view=both", locale="en-US")
    page.wait_for_selector(".pair")
    page.goto(f"{address}/en/tested/")
    page.wait_for_selector("html:not(.view-coming)")
    assert page.locator(".pair").count() == 0
    page.goto(f"{address}/")
    page.wait_for_url("**/en/")


def test_links_of_the_other_language_lead_to_it(open_page):
    page = open_page("/ko/problems/?view=both")
    page.wait_for_selector(".pair")
    hrefs = page.eval_on_selector_all(".pair-half[lang=en] a[href]", "links => links.map((a) => a.href)")
    assert any(f"/en{PAGE}#default" in href for href in hrefs)
    assert not [href for href in hrefs if "/ko/" in href and "#" not in href]


def test_side_by_side_says_when_it_cannot(open_page):
    page = open_page(f"/ko{PAGE}")
    page.route(f"**/en{PAGE}", lambda route: route.abort())
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".language-notice")
    assert "다른 언어의 본문을 불러오지 못했습니다" in page.inner_text(".language-notice")
    assert page.locator(".pair").count() == 0


def held_back(page):
    """Keeps back what is asked of the English page; returns the list of what is waiting."""
    waiting = []
    page.route(f"**/en{PAGE}", lambda route: waiting.append(route))
    return waiting


def until_waiting(page, waiting, count):
    while len(waiting) < count:
        page.wait_for_timeout(20)


def test_side_by_side_asked_for_twice_is_paired_once(open_page):
    page = open_page(f"/ko{PAGE}")
    waiting = held_back(page)
    for count in (1, 2):
        page.click(".language-switch a[data-view=both]")
        until_waiting(page, waiting, count)
    for route in waiting:
        with page.expect_event("requestfinished"):
            route.continue_()
    page.wait_for_selector(".pair")
    page.wait_for_timeout(200)  # for the other answer
    assert page.locator(".pair .pair").count() == 0


def test_side_by_side_that_comes_too_late_is_dropped(open_page):
    page = open_page(f"/ko{PAGE}")
    waiting = held_back(page)
    page.click(".language-switch a[data-view=both]")
    until_waiting(page, waiting, 1)
    page.click(".language-switch a[data-view=ko]")
    with page.expect_event("requestfinished"):
        waiting[0].continue_()
    page.wait_for_timeout(200)  # for the blocks that must not come
    assert page.locator(".pair").count() == 0 and "view=" not in page.url


def test_side_by_side_takes_its_message_back(open_page):
    page = open_page(f"/ko{PAGE}")
    page.route(f"**/en{PAGE}", lambda route: route.abort())
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".language-notice")
    page.unroute_all()
    page.click(".language-switch a[data-view=both]")
    page.wait_for_selector(".pair")
    assert page.locator(".language-notice").count() == 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_side_by_side_opens_at_the_section_asked_for(open_page, viewport):
    page = open_page(f"/ko{PAGE}?view=both#both", viewport)
    page.wait_for_selector(".pair")
    page.wait_for_timeout(500)  # whatever still scrolls
    header, top = page.evaluate(
        "['.md-header', '#both'].map((s, i) => document.querySelector(s).getBoundingClientRect()[i ? 'top' : 'bottom'])"
    )
    assert header <= top < header + 100


@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-GB", "en"), ("fr-FR", "en")])
def test_root_leads_to_the_reader_language(open_page, locale, language):
    page = open_page("/", locale=locale)
    page.wait_for_url(f"**/{language}/")


def test_without_scripts(open_page):
    page = open_page("/", java_script_enabled=False)
    page.click("text=한국어로 읽기")
    page.wait_for_url("**/ko/")
    assert not page.locator(".language-switch a[data-view=both]").is_visible()
    page.click("text=문제가 생겼을 때 >> visible=true")
    page.wait_for_url("**/ko/problems/")
    page.click("text=아무 설정도 없으면 행은 남고")
    page.wait_for_url(f"**/ko{PAGE}#default")
    result = page.locator(".result").first
    assert result.locator(".result-panel:visible").count() == 1
    result.locator("label", has_text="SQL").first.click()
    assert "UPDATE project SET user_id=?" in result.inner_text()
    page.click(".language-switch a[data-view=en]")
    page.wait_for_url(f"**/en{PAGE}")


def test_results_by_mouse(open_page):
    page = open_page(f"/en{PAGE}#foreign-keys-off", locale="en-US")
    result = page.locator("#foreign-keys-off ~ figure .result").first
    assert "[('Website', 1), ('Mobile app', 1)]" in result.inner_text()
    result.locator("label", has_text="PostgreSQL").click()
    assert "projects: []" in result.inner_text()
    result.locator("label", has_text="Rows").click()
    assert "deleted" in result.locator(".result-panel:visible").inner_text()
    # the database is chosen for the whole page, and for the next one
    chosen = page.locator(".result-databases input:checked")
    assert {x.get_attribute("value") for x in chosen.all()} == {"postgresql"}
    page.reload()
    assert page.locator(".result-databases input:checked").first.get_attribute("value") == "postgresql"


def test_results_by_keyboard(open_page):
    page = open_page(f"/en{PAGE}", locale="en-US")
    result = page.locator("#default ~ figure .result").first
    result.locator(".result-views input").first.focus()
    page.keyboard.press("ArrowRight")
    assert "BEGIN" in result.locator(".result-panel:visible").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "%(user_id)s" in result.locator(".result-panel:visible").inner_text()


def test_copy_and_download(open_page):
    page = open_page(f"/ko{PAGE}", permissions=["clipboard-read", "clipboard-write"])
    figure = page.locator("#default ~ figure.example").first
    figure.locator(".example-copy").click()
    page.wait_for_timeout(200)
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        figure.locator("a[download]").click()
    text = download.value.path().read_text("utf-8")
    assert download.value.suggested_filename == "default.py"
    assert text.rstrip("\n") == copied.rstrip("\n") and "class User(Base)" in text


MISSING = {
    "ko": ["이 주소에는 페이지가 없습니다", "첫 페이지", "차례 열기", "검색"],
    "en": ["There is no page at this address", "first page", "Open contents", "Search"],
}


@pytest.mark.parametrize("language", MISSING)
@pytest.mark.parametrize("place", ["deleting/nowhere/", "nowhere.html"])
def test_a_missing_page_is_in_the_language_of_its_address(chromium, address, language, place):
    page = chromium.new_page(viewport=NARROW, locale="fr-FR")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    response = page.goto(f"{address}/{language}/{place}")
    assert response.status == 404
    title, first_page, menu, search = MISSING[language]
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator(":is(h1, h2):visible").all_inner_texts() == [title]
    assert page.get_attribute(".site-menu", "aria-label") == menu
    assert page.locator(".language-switch a").all_inner_texts() == ["한국어", "English"]
    assert "rgb(0, 0, 0)" not in page.evaluate(
        "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
    )
    links = page.locator(":is(.site-nav, .page-body, .site-brand) >> css=a[href]")
    assert links.count() > 5
    assert all(f"/docs/{language}/" in link.evaluate("a => a.href") for link in links.all())
    page.click(".site-menu")
    assert page.is_visible(".site-nav")
    page.keyboard.press("Escape")
    open_search(page)
    assert page.get_attribute(".search-dialog", "aria-label") == search
    search_for(page, "cascade")
    assert all(f"/docs/{language}/" in group[0] for group in found(page))
    page.keyboard.press("Escape")
    page.click(f"text={first_page}")
    page.wait_for_url(f"**/docs/{language}/")
    assert errors == []
    page.close()


def test_a_missing_page_of_no_language_or_without_scripts_says_it_in_both(chromium, address):
    for path, scripts in (("/nowhere/", True), ("/en/nowhere/", False), ("/ko/nowhere/", False)):
        page = chromium.new_page(java_script_enabled=scripts)
        page.goto(address + path)
        assert page.locator(":is(h1, h2):visible").all_inner_texts() == [
            titles[0] for titles in MISSING.values()
        ]
        page.click("text=first page")
        page.wait_for_url("**/docs/en/")
        page.close()
