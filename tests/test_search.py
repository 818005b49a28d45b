"""The search in a browser: what is found, by keyboard, mouse and input method editor; and how words are compared."""

import json
import re

import pytest
from playwright.sync_api import expect

from livedocs import ROOT
from livedocs.content import markdown_blocks
from livedocs.languages import LANGUAGES
from livedocs.render import search_index
from tests.support.browser import NARROW, WIDE, found, found_for, open_search, overflow, search_for, until

pytestmark = pytest.mark.usefixtures("chromium")

PAGE = "/deleting/parent-deleted/"


@pytest.fixture(scope="module")
def engine(chromium, address):
    """Calls a function with the modules of the search, in a page of the site: engine("({ words }) => …", argument)."""
    page = chromium.new_page()
    page.goto(f"{address}/ko/")
    page.evaluate(
        """async () => {
          const base = new URL("../assets/search/", location.href);
          const [words, engine] = await Promise.all(["search-tokenizer.js", "search-engine.js"].map((name) => import(new URL(name, base))));
          const load = async (language) => new engine.Engine(await (await fetch(new URL(`../../${language}/search/index.json`, base))).json());
          window.search = { ...words, ...engine, ko: await load("ko"), en: await load("en") };
        }"""
    )
    yield lambda function, argument=None: page.evaluate(
        f"(argument) => ({function})(window.search, argument)", argument
    )
    page.close()


# How words are compared


def keys(engine, text):
    return engine("({ words }, text) => words(text).map((word) => word.key)", text)


def test_words_in_other_scripts_are_found_whole(engine):
    assert keys(engine, "Внешний ключ, 外部キー: cascade를") == ["внешний", "ключ", "外部キー", "cascad"]


@pytest.mark.parametrize(
    "forms",
    [
        "외래 외래에 외래의 외래는 외래로",
        "관계 관계의 관계에서 관계를 관계가 관계와 관계만 관계입니다",
        "삭제 삭제하기 삭제하는 삭제합니다 삭제했는데 삭제됩니다 삭제된 삭제되지",
        "지우면 지우기 지웁니다 지우는 지우고 지웠더니 지워집니다",
        "테이블 테이블을 테이블이 테이블에는 테이블까지",
        "cascade cascades cascade를 CASCADE",
        "deleted deleting deletes delete deletion",
        "mapped mapping maps map",
        "loading loads loaded load",
        "migrations migration migrate migrated",
    ],
)
def test_forms_of_a_word_are_one(engine, forms):
    assert len(set(keys(engine, forms))) == 1, keys(engine, forms)


@pytest.mark.parametrize(
    "pair", ["외래 외부", "부모 부분", "테이블 테이프", "delete default", "관계 관리", "one none"]
)
def test_other_words_stay_apart(engine, pair):
    assert len(set(keys(engine, pair))) == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("back_populates", ["back", "populat"]),
        ("ForeignKeyConstraint", ["foreign", "key", "constraint"]),
        ("save-update", ["save", "updat"]),
        ("1:N", []),
        ("N+1", []),
        ("backref", []),
    ],
)
def test_parts_of_names(engine, text, parts):
    (word,) = engine("({ words }, text) => words(text)", text)
    assert word["parts"] == parts and word["end"] == len(text)


@pytest.mark.parametrize(
    ("begun", "whole"),
    [("ㅇ", "외"), ("오", "외"), ("욀", "외래"), ("외랰", "외래키"), ("롣", "로딩"), ("과", "관계")],
)
def test_a_syllable_being_composed_begins_the_whole(engine, begun, whole):
    assert engine("({ letters }, [a, b]) => letters(b).startsWith(letters(a))", [begun, whole])


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("populates", "poplates", True),
        ("populates", "populattes", True),
        ("populates", "populatse", True),
        ("populates", "populafes", True),
        ("populates", "popolatse", False),
        ("orphan", "orphan", True),
        ("orphan", "organ", False),
    ],
)
def test_one_letter_of_difference(engine, one, other, near):
    assert engine("({ isNear }, [a, b]) => isNear(a, b)", [one, other]) is near


# What is found


def first(engine, language, query, count=3):
    """The pages found first."""
    answer = engine(
        "(search, [language, query]) => search[language].search(query).map((page) => page.address)",
        [language, query],
    )
    return [address.strip("/") for address in answer[:count]]


@pytest.mark.parametrize(
    ("language", "queries", "page"),
    [
        (
            "ko",
            ["복합 외래 키", "복합외래키", "복합외래키를", "복합 외부 키"],
            "shapes/composite-foreign-keys",
        ),
        ("ko", ["조인 조건", "조인조건을"], "shapes/custom-joins"),
        ("ko", ["일대다", "1:N", "1대다", "1 : N 관계"], "shapes/one-to-many"),
        ("ko", ["N:M", "다대다", "M:N 관계"], "shapes/many-to-many"),
        ("ko", ["cascade 삭제", "연쇄삭제", "연쇄 삭제"], "deleting/parent-deleted"),
        ("ko", ["소프트 삭제", "소프트삭제", "논리 삭제"], "deleting/soft-delete"),
        (
            "ko",
            ["back_populates", "populates", "backpopulates", "back populates", "back_popluates"],
            "linking/both-sides",
        ),
        ("ko", ["N+1", "N+1 문제"], "shapes/association-proxy"),
        ("en", ["back_populates", "populates", "back populates", "back_populate"], "linking/both-sides"),
        ("en", ["m2m", "many-to-many", "many to many", "junction table"], "shapes/many-to-many"),
        ("en", ["orphan", "orphans", "delete orphan", "delete-orphan", "orphn"], "deleting/orphans"),
        ("en", ["soft delete", "soft-deletes", "softdelete"], "deleting/soft-delete"),
        ("en", ["외래 키 여러 개", "multiple foreign keys"], "shapes/several-foreign-keys"),
    ],
)
def test_many_ways_to_write_it(engine, language, queries, page):
    assert {
        query: first(engine, language, query)
        for query in queries
        if page not in first(engine, language, query)
    } == {}


def test_half_words_and_unknown_words(engine):
    assert first(engine, "ko", "외") and "shapes/composite-foreign-keys" in first(engine, "ko", "복합외랰")
    assert "linking/both-sides" in first(engine, "en", "back_pop")
    assert first(engine, "en", "zxqwvv") == [] and first(engine, "ko", "뷁뷁뷁") == []
    # a word that stands nowhere costs nothing
    assert first(engine, "en", "zxqwvv composite foreign key") == first(engine, "en", "composite foreign key")
    assert first(engine, "en", "") == [] and first(engine, "en", "!?() …") == []


OWN = """(sqlite3.IntegrityError) NOT NULL constraint failed: invoice.buyer_ref
[SQL: UPDATE invoice SET buyer_ref=? WHERE invoice.id = ?]
[parameters: [(None, 17), (None, 18)]]
(Background on this error at: https://sqlalche.me/e/21/gkpj)"""
TRACEBACK = f"""Traceback (most recent call last):
  File "/srv/shop/app.py", line 12, in <module>
    session.commit()
sqlite3.IntegrityError: NOT NULL constraint failed: invoice.buyer_ref

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/shop/app.py", line 14, in <module>
    main()
sqlalchemy.exc.IntegrityError: {OWN}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("message", "page"),
    [
        (OWN, "deleting/parent-deleted"),
        (TRACEBACK, "deleting/parent-deleted"),
        (TRACEBACK.replace("\n", " "), "deleting/parent-deleted"),
        (
            "sqlalchemy.exc.AmbiguousForeignKeysError: Could not determine join condition between parent/child tables on "
            "relationship Invoice.buyer - there are multiple foreign key paths linking the tables.",
            "shapes/several-foreign-keys",
        ),
        (
            'sqlalchemy.exc.InvalidRequestError: When initializing mapper Mapper[Invoice(invoice)], expression "Buyer" failed to '
            "locate a name ('Buyer'). If this is a class name, consider adding this relationship() to the class",
            "linking/modules",
        ),
        (
            "SAWarning: relationship 'Invoice.buyer' will copy column buyer.id to column invoice.buyer_ref, which conflicts with "
            "relationship(s): 'Buyer.invoices' (copies buyer.id to invoice.buyer_ref).",
            "linking/overlaps",
        ),
    ],
)
def test_a_message_with_names_of_the_reader(engine, language, message, page):
    assert page in first(engine, language, message)


def messages(language):
    """The headings that hold the message of an error or a warning: [(address, message)]."""
    for path in sorted((ROOT / "docs" / language).rglob("*.md")):
        for block in markdown_blocks.scan(path.read_text("utf-8")):
            match = re.match(r"#+ (.*\w(?:Error|Warning): .*?) \{ #([\w-]+) \}", block.text)
            if block.kind == "heading" and match:
                page = path.relative_to(ROOT / "docs").with_suffix("").as_posix()
                message = re.split(", (?:when|with|after|before) ", match[1])[0]  # the rest is ours
                yield f"/{page}/#{match[2]}", message.replace("`", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pasted_message_is_found(open_page, language):
    """With its quotes and signs, as the terminal shows it."""
    page = open_page(f"/{language}/")
    open_search(page)
    missing, everything = [], list(messages(language))
    for address, message in everything:
        search_for(page, f'({message.replace(": ", ") ", 1)} "x" (most likely)')
        hrefs = [href for group in found(page)[:3] for href in group]
        # several pages may be about one message
        right = [at for at, other in everything if message.split(": ", 1)[1] in other] or [address]
        if not any(href.endswith(at) for href in hrefs for at in right):
            missing.append(address)
    share = 1 - len(missing) / len(everything)
    print(f"{language}: {share:.1%} of {len(everything)} messages are found; not", *missing)
    assert len(everything) > 150 and share >= 0.98, "\n".join(missing)


@pytest.mark.parametrize(
    ("language", "query", "place"),
    [
        ("ko", "캐스케이드", "/ko/deleting/"),
        ("ko", "외래 키", "/ko/foreign-keys/"),
        ("ko", "passive_deletes", "/ko/deleting/passive-deletes/"),
        ("en", "orphan", "/en/deleting/orphans/"),
        ("en", "NOT NULL constraint failed", f"/en{PAGE}#not-null"),
    ],
)
def test_letter_by_letter(open_page, language, query, place):
    page = open_page(f"/{language}/")
    open_search(page)
    for i, character in enumerate(query):
        page.keyboard.insert_text(character)
        found_for(page, query[: i + 1])
    hrefs = [href for group in found(page) for href in group]
    assert any(place in href for href in [h for group in found(page)[:3] for h in group])
    assert all(f"/{language}/" in href for href in hrefs)
    assert page.locator(".search-results mark").count() > 0


# The dialog


def test_nothing_is_loaded_before_a_reader_is_about_to_search(open_page):
    asked = []
    page = open_page(
        f"/ko{PAGE}", prepare=lambda page: page.on("request", lambda request: asked.append(request.url))
    )
    page.wait_for_load_state("networkidle")
    page.mouse.move(5, 400)
    page.wait_for_timeout(200)
    ours = ("search-", "search/index", "search.css")
    assert [url for url in asked if any(part in url for part in ours)] == []
    with page.expect_request("**/ko/search/index.json"):
        page.hover(".search-open")
    page.wait_for_load_state("networkidle")
    open_search(page)
    search_for(page, "외래 키")
    indexes = [url for url in asked if url.endswith("/search/index.json")]
    assert len(indexes) == 1 and indexes[0].endswith("/ko/search/index.json")


@pytest.mark.parametrize("key", ["Control+k", "Meta+k"])
def test_keys_open_it(open_page, key):
    page = open_page("/ko/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press(key)
    page.wait_for_selector(".search-dialog[open]")
    until(page, "() => document.activeElement.matches('.search-input')")
    assert page.input_value(".search-input") == "", "the key itself is not typed"


def test_keys_do_not_open_it(open_page):
    """A key alone would be pressed by what a reader dictates, and Ctrl+K belongs to the field that one types in."""
    page = open_page("/ko/playground/")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "document.querySelector('main, body').insertAdjacentHTML('afterbegin', '<input id=field><textarea id=area></textarea>')"
    )
    page.keyboard.type("s/fk")
    for field in ("#field", "#area"):
        page.focus(field)
        page.keyboard.press("Control+k")
    page.wait_for_timeout(300)
    assert page.locator(".search-dialog[open]").count() == 0
    page.keyboard.press("Tab")
    page.focus("main a")
    page.keyboard.press("Control+k")
    page.wait_for_selector(".search-dialog[open]")


def test_by_keyboard_all_the_way(open_page, address):
    page = open_page("/en/", locale="en-US")
    page.wait_for_load_state("networkidle")
    page.focus(".search-open")
    page.keyboard.press("Enter")
    until(page, "() => document.activeElement?.matches('.search-input')")
    page.keyboard.type("passive_deletes")
    found_for(page, "passive_deletes")
    hrefs = [href for group in found(page) for href in group]

    def active():
        return page.evaluate(
            """() => {
              const option = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
              const list = document.querySelector(".search-results").getBoundingClientRect();
              const box = option.getBoundingClientRect();
              const isSeen = box.top >= list.top - 1 && box.bottom <= list.bottom + 1;
              const selected = document.querySelectorAll("[role=option][aria-selected=true]");
              return isSeen && selected.length === 1 && selected[0] === option ? option.href : null;
            }"""
        )

    assert active() == hrefs[0]
    for href in hrefs[1:]:
        page.keyboard.press("ArrowDown")
        assert active() == href
    page.keyboard.press("ArrowDown")
    assert active() == hrefs[0], "after the last comes the first"
    page.keyboard.press("ArrowUp")
    assert active() == hrefs[-1]
    page.keyboard.press("PageUp")
    assert active() == found(page)[-2][0]
    page.keyboard.press("PageDown")
    assert active() == found(page)[-1][0]
    page.keyboard.press("Home")  # moves in what was typed
    page.keyboard.type("x")
    assert page.input_value(".search-input") == "xpassive_deletes"
    page.keyboard.press("Backspace")
    found_for(page, "passive_deletes")
    page.keyboard.press("ArrowDown")
    target = active()
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_control_and_enter_opens_another_tab(open_page):
    page = open_page("/en/", locale="en-US")
    open_search(page)
    search_for(page, "soft delete")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url("**/en/deleting/soft-delete/")
    assert page.url.endswith("/en/") and page.locator(".search-dialog[open]").count() == 1


def test_escape_returns_the_focus_and_keeps_the_query(open_page):
    page = open_page("/ko/")
    open_search(page)
    search_for(page, "고아 객체")
    for _ in range(6):  # Tab stays inside
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.search-dialog')"
        )
    page.focus(".search-input")
    page.keyboard.press("Escape")
    page.wait_for_selector(".search-dialog", state="hidden")
    assert page.evaluate("document.activeElement.className") == "search-open"
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-dialog[open]")
    assert page.input_value(".search-input") == "고아 객체" and found(page)
    page.keyboard.type("1:N")  # what was there is selected, and goes
    found_for(page, "1:N")


def test_a_click_leads_there_also_on_the_same_page(open_page):
    page = open_page(f"/en{PAGE}", locale="en-US")
    open_search(page)
    search_for(page, "IntegrityError: NOT NULL constraint failed: project.user_id")
    page.click(f".search-results a[href$='/en{PAGE}#not-null']")
    page.wait_for_url(f"**/en{PAGE}#not-null")
    assert page.locator(".search-dialog[open]").count() == 0
    assert page.evaluate(
        "Math.abs(document.querySelector('#not-null').getBoundingClientRect().top) < innerHeight"
    )


def test_a_message_leads_to_its_section(open_page):
    page = open_page("/ko/")
    open_search(page)
    search_for(page, OWN)
    option = page.get_attribute(".search-input", "aria-activedescendant")
    assert page.get_attribute(f"#{option}", "href").endswith("#not-null")


def test_korean_while_it_is_composed(open_page):
    """As an input method editor does it: each key changes the syllable; a key ends it."""
    page = open_page("/ko/")
    open_search(page)
    client = page.context.new_cdp_session(page)

    def compose(text):
        client.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )

    typed = ""
    for syllable, steps in (("지", "ㅈ 지"), ("연", "ㅇ 여 연"), ("로", "ㄹ 로"), ("딩", "ㄷ 디")):
        for step in steps.split():
            compose(step)
            found_for(page, typed + step)
            if step not in "ㅈㅇㄹㄷ" or typed:
                assert found(page), typed + step
        if syllable != "딩":
            client.send("Input.insertText", {"text": syllable})
            typed += syllable
    during = found(page)
    assert any(
        "지연 로딩" in text for text in page.locator(".search-results [role=option]").all_inner_texts()
    )
    # Enter belongs to the editor while it composes
    page.evaluate(
        """() => {
          const event = new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true });
          document.querySelector(".search-input").dispatchEvent(event);
        }"""
    )
    assert page.url.endswith("/ko/") and page.locator(".search-dialog[open]").count() == 1
    client.send("Input.insertText", {"text": "딩"})
    found_for(page, "지연로딩")
    assert found(page) and during
    expected = found(page)[0][0]
    page.keyboard.press("Enter")
    page.wait_for_url(expected)


def test_pasted_by_mouse(open_page):
    """From the clipboard, without a key of the page's: two lines become one."""
    page = open_page("/ko/", permissions=["clipboard-read", "clipboard-write"])
    open_search(page)
    page.evaluate(
        "navigator.clipboard.writeText('(sqlite3.IntegrityError) NOT NULL\\nconstraint failed: invoice.buyer_ref')"
    )
    page.focus(".search-input")
    page.context.new_cdp_session(page).send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "commands": ["Paste"]}
    )
    page.wait_for_selector(".search-group")
    assert (
        page.input_value(".search-input")
        == "(sqlite3.IntegrityError) NOT NULL constraint failed: invoice.buyer_ref"
    )
    assert any(f"/ko{PAGE}#not-null" in href for group in found(page)[:3] for href in group)


def test_dropped_text_is_looked_for(open_page):
    page = open_page("/ko/")
    open_search(page)
    page.evaluate(
        """() => {
          const rest = document.querySelector(".search-rest p");
          rest.textContent = "back_populates";
          getSelection().selectAllChildren(rest);
        }"""
    )
    text, field = page.locator(".search-rest p").bounding_box(), page.locator(".search-input").bounding_box()
    page.mouse.move(text["x"] + 20, text["y"] + text["height"] / 2)
    page.mouse.down()
    page.mouse.move(field["x"] + 40, field["y"] + field["height"] / 2, steps=8)
    page.mouse.up()
    found_for(page, "back_populates")
    assert any("/ko/linking/both-sides/" in href for group in found(page)[:3] for href in group)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ko",
            [
                "검색",
                "검색어",
                "검색 결과",
                r"페이지 \d+개에서 \d+곳을 찾았습니다\.",
                "검색 결과가 없습니다.",
            ],
        ),
        ("en", ["Search", "Search for", "Results", r"\d+ places found on \d+ pages\.", "Nothing found."]),
    ],
)
def test_what_a_screen_reader_gets(open_page, language, words):
    opener, field, results, number, none = words
    page = open_page(f"/{language}/")
    page.get_by_role("button", name=opener).click()
    dialog = page.get_by_role("dialog", name=opener)
    box = dialog.get_by_role("combobox", name=field)
    assert box.get_attribute("aria-expanded") == "false" and box.get_attribute("aria-autocomplete") == "list"
    assert dialog.get_by_role("listbox").count() == 0
    search_for(page, "cascade")
    assert box.get_attribute("aria-expanded") == "true"
    listbox = dialog.get_by_role("listbox", name=results)
    assert listbox.get_attribute("id") == box.get_attribute("aria-controls")
    groups = listbox.get_by_role("group")
    for group in groups.all():
        assert group.get_by_role("option").first.inner_text().startswith(group.get_attribute("aria-label"))
    assert listbox.get_by_role("option", selected=True).count() == 1
    status = dialog.get_by_role("status")
    expect(status).to_have_text(
        re.compile(f"^{number}$")
    )  # it follows the results, after what it said before
    count = listbox.get_by_role("option").count()
    assert re.findall(r"\d+", status.inner_text()) == [
        str(n) for n in ((groups.count(), count) if language == "ko" else (count, groups.count()))
    ]
    search_for(page, "zxqwvv")
    until(page, "text => document.querySelector('.search-status').textContent === text", none)
    assert (
        box.get_attribute("aria-expanded") == "false" and box.get_attribute("aria-activedescendant") is None
    )
    assert dialog.get_by_role("link").count() >= 3, "other ways to find it"


def test_suggestions_before_anything_is_typed(open_page):
    page = open_page("/en/", locale="en-US")
    open_search(page)
    page.get_by_role("button", name="cascade delete").click()
    found_for(page, "cascade delete")
    assert found(page) and page.evaluate("document.activeElement.matches('.search-input')")
    page.fill(".search-input", "")
    page.wait_for_selector(".search-suggestion")
    assert found(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fills_a_phone(open_page, scheme):
    page = open_page("/ko/", NARROW, color_scheme=scheme)
    open_search(page)
    search_for(page, "외래 키")
    box = page.locator(".search-dialog").bounding_box()
    assert (box["x"], box["y"], box["height"]) == (0, 0, NARROW["height"])
    assert box["width"] == page.evaluate("document.documentElement.clientWidth")
    assert overflow(page) == 0
    assert (
        page.evaluate(
            "(() => { const l = document.querySelector('.search-results'); return l.scrollWidth - l.clientWidth; })()"
        )
        == 0
    )
    assert page.locator(".search-close").is_visible()
    page.click(".search-close")
    assert page.locator(".search-dialog[open]").count() == 0


def test_the_page_is_printed_without_the_open_dialog(open_page):
    page = open_page("/ko/post/")
    open_search(page)
    page.emulate_media(media="print")
    assert not page.locator(".search-dialog").is_visible()
    assert page.locator(".page-body").is_visible()


def test_beside_the_box_a_click_closes_it(open_page):
    page = open_page("/ko/", WIDE)
    open_search(page)
    box = page.locator(".search-dialog").bounding_box()
    assert box["x"] > 100 and box["width"] < 1000
    page.mouse.click(20, 500)
    page.wait_for_selector(".search-dialog", state="hidden")


def test_it_says_when_the_index_cannot_be_loaded(chromium, address):
    page = chromium.new_page(locale="ko-KR")
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(f"{address}/ko/")
    open_search(page)
    page.keyboard.insert_text("외래 키")
    until(page, "() => document.querySelector('.search-status').textContent.includes('불러오지 못했습니다')")
    page.unroute("**/search/index.json")
    page.keyboard.insert_text(" 여러")
    found_for(page, "외래 키 여러")
    assert found(page)
    page.close()


def test_without_scripts_there_is_no_button_without_use(open_page):
    page = open_page("/ko/", java_script_enabled=False)
    assert not page.locator(".search-open").is_visible()


def test_what_is_found_is_text(open_page):
    """A page that shows markup in a heading does not bring it into the dialog."""
    page = open_page("/en/", locale="en-US")
    open_search(page)
    search_for(page, "Instance '<Project>' has been deleted <img src=x onerror=alert(1)>")
    assert any("<Project>" in text for text in page.locator(".search-name").all_inner_texts())
    assert page.locator(".search-dialog :is(img, project)").count() == 0


# The index


HTML = """
<h1 id="a">A &amp; <code>b_c</code><a class="headerlink" href="#a">&para;</a></h1>
<p>One <strong>two</strong>
three.</p>
<table><thead><tr><th>X</th><th>Y</th></tr></thead><tbody><tr><td>no rows left</td><td><a href="../d/#e">D</a></td></tr></tbody></table>
<figure class="example"><figcaption>file.py</figcaption><div class="highlight"><pre><span></span><code>from x import thing
thing.call(None)</code></pre></div>
<pre data-panel="panel-1">printed: 1
IntegrityError: (sqlite3.IntegrityError) NOT NULL constraint failed: t.c</pre></figure>
<h2 id="b">B</h2>
<pre data-panel="panel-2"></pre>
<p>Last.</p>
<h2 id="in-one-line">In one line</h2><p>Repeats.</p>
"""


def test_what_of_a_page_is_searched():
    text = "One two three.\nX · Y\nno rows left · D\nIntegrityError: (sqlite3.IntegrityError) NOT NULL constraint failed: t.c"
    assert search_index.sections(HTML) == [("a", "A & b_c", text, ["thing", "call"]), ("b", "B", "Last.", [])]


def test_what_tables_say_is_answered_elsewhere_is_found_there():
    index = search_index.Index()
    index.add("", HTML.replace("../d/", "d/"), {"title": "T"})
    index.add("d/", '<h1 id="d">D</h1><h2 id="e">E</h2>', {"title": "D", "keywords": "k"})
    about = [{"message": "has no … name", "place": "d/#e"}]
    other = json.loads(index.text(about))["pages"][1]
    assert other == [
        "d/",
        "D",
        "k",
        "",
        [["d", "D", "", "", "", []], ["e", "E", "", "", "no rows left", ["has no … name"]]],
    ]


def test_a_search_that_cannot_be_loaded_says_so(open_page):
    page = open_page("/en/", locale="en-US")
    page.route("**/search-dialog.js", lambda route: route.abort())
    page.click(".search-open")
    page.wait_for_selector(".search-failed[role=alert]")
    assert "could not be loaded" in page.inner_text(".search-failed")
    page.unroute("**/search-dialog.js")
    page.click(".search-open")
    page.wait_for_selector("dialog[open]")
    assert page.locator(".search-failed").count() == 0
