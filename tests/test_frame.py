"""What surrounds the text, in a browser: contents, light and dark, policy, keyboard, print."""

import re
from html.parser import HTMLParser

import pytest

from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from tests.support.browser import NARROW, WIDE, open_search, overflow, search_for, too_small, until

PAGE = "/ko/deleting/parent-deleted/"

# In each page, before anything of it has run.
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def watched(page):
    page.add_init_script(WATCH)


def policies(site):
    """(path, policy) of each page, but for what frames the sandbox of Python, which has a policy of its own."""
    for path in sorted(site.rglob("*.html")):
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))
        assert found, path
        if path.parent.name != "runtime" and path.name != "offline-frame.html":
            yield path, found[1]


def kinds(site):
    """One page of every kind."""
    names = ["ko/", "en/problems/", "ko/tasks/", PAGE[1:], "en/post/", "ko/playground/", "ko/tested/"]
    names += ["en/deleting/every-combination/", "ko/deleting/parent-deleted/?view=both"]
    assert all((site / name.split("?")[0] / "index.html").exists() for name in names)
    return [f"/{name}" for name in names]


class Inline(HTMLParser):
    """Collects the tags that a policy without inline scripts and styles would refuse."""

    def __init__(self):
        super().__init__()
        self.found = []

    @classmethod
    def of(cls, text):
        parser = cls()
        parser.feed(text)
        return parser.found

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        is_script = tag == "script" and "src" not in names and names.get("type") != "application/json"
        if is_script or tag == "style" or any(name == "style" or name.startswith("on") for name in names):
            self.found.append(self.get_starttag_text())


def test_no_page_holds_inline_scripts_or_styles(site):
    for path in site.rglob("*.html"):
        if path.parent.name == "runtime":
            continue  # the sandboxed frame has a policy of its own
        assert Inline.of(path.read_text("utf-8")) == [], path


def test_an_inline_script_or_style_is_found():
    allowed = (
        '<script src="a.js"></script><script type="application/json">{}</script><a title="on update=x">a</a>'
    )
    assert Inline.of(allowed) == []
    for tag in ("<script>", '<script type="module">', "<style>", '<p style="color:red">', "<p onclick=f()>"):
        assert Inline.of(allowed + tag) == [tag]


def test_every_page_has_the_policy(site):
    assert len(list(policies(site))) > 75
    for path, policy in policies(site):
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'" and rules["connect-src"] == "'self'", path
        assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy, path


def test_no_policy_names_another_host(site):
    for path in site.rglob("*.html"):
        for policy in re.findall(
            r'http-equiv="Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8")
        ):
            assert not re.search(r"[\w*]\.\w|\*|https?:", policy), path


def test_the_policy_is_kept_by_every_kind_of_page(open_page, site, address):
    page = open_page("/ko/", prepare=watched)
    for path in kinds(site):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("violations") == [], path


@pytest.mark.parametrize(
    "attempt",
    [
        "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')",
        "fetch('https://elsewhere.example/').catch(() => {})",
        "const i = new Image(); i.src = 'https://elsewhere.example/x.png'",
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    ],
    ids=["script", "handler", "fetch", "image", "style"],
)
def test_the_policy_forbids_what_it_should(chromium, address, attempt):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/ko/")
    page.evaluate(f"() => {{ {attempt} }}")
    until(page, "violations.length > 0")
    assert page.evaluate("window.ran") is None
    context.close()


def test_contents_on_a_phone_by_keyboard(open_page):
    page = open_page(PAGE, NARROW)
    nav = page.locator(".site-nav")
    assert not nav.is_visible()
    page.focus(".site-menu")
    page.keyboard.press("Enter")
    assert nav.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.site-nav').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not nav.is_visible()
    assert page.evaluate("document.activeElement.className").split()[-1] == "site-menu"


def test_table_of_contents_on_a_phone(open_page):
    page = open_page(PAGE, NARROW)
    assert not page.locator(".toc").is_visible()
    page.click(".toc-open")
    page.click(".toc a >> nth=3")
    assert not page.locator(".toc").is_visible()
    heading = page.locator(f"[id='{page.url.split('#')[1]}']").bounding_box()
    bar = page.locator(".site-header").bounding_box()
    assert bar["y"] + bar["height"] <= heading["y"] < 300


def test_contents_say_where_one_is(open_page):
    page = open_page(PAGE)
    current = page.locator(".site-nav a[aria-current=page]")
    assert current.count() == 1 and current.is_visible()
    assert page.url.endswith(PAGE) and current.evaluate("a => a.href") == page.url
    assert page.locator(".site-nav details[open]").count() == 1
    page.evaluate("document.querySelector('#passive-deletes-read').scrollIntoView()")
    page.wait_for_selector(".toc a[aria-current][href='#passive-deletes-read']")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector(".toc a[aria-current]", state="detached")


def test_everything_in_the_header_is_reached_by_keyboard(open_page):
    page = open_page(PAGE)
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("[document.activeElement.className, document.activeElement.textContent.trim()]")
        )
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or "md-skip" in reached[-1][0], reached
    classes = " ".join(c for c, _ in reached)
    assert "md-skip" in reached[0][0] and "site-brand" in classes and "scheme-switch" in classes
    assert [text for _, text in reached if text in ("한국어", "나란히", "English")] == [
        "한국어",
        "나란히",
        "English",
    ]


def test_the_skip_link_leads_to_the_text(open_page):
    page = open_page(PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#parent-deleted")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.site-content').contains(document.activeElement)")


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_colours_are_chosen_and_kept(open_page, address, system):
    page = open_page(PAGE, color_scheme=system)
    first = background(page)
    page.click(".scheme-switch")
    other = background(page)
    assert other != first
    page.goto(f"{address}/en/")  # one choice for both languages
    assert background(page) == other
    assert (
        page.evaluate("document.documentElement.dataset.scheme") == {"light": "dark", "dark": "light"}[system]
    )
    page.click(".scheme-switch")
    assert background(page) == first


def test_motion_is_reduced_where_that_is_asked_for(open_page):
    page = open_page(PAGE, reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((element) => {
          const { transitionProperty, transitionDuration, animationName } = getComputedStyle(element);
          return animationName !== "none" || (transitionProperty !== "none" && parseFloat(transitionDuration) > 0);
        }).map((element) => element.className)"""
    )
    assert moving == []


def test_print_shows_all_results_and_no_controls(open_page):
    page = open_page(PAGE, WIDE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="light")
    for selector in (".site-header", ".site-nav", ".toc", ".result-bar", ".run"):
        for element in page.locator(selector).all():
            assert not element.is_visible(), selector
    panels = page.locator(".result-panel")
    assert panels.count() > 20 and all(panel.is_visible() for panel in panels.all())
    folded = page.locator(".result details:not([open]) pre")
    assert folded.count() > 5 and all(pre.bounding_box()["height"] > 20 for pre in folded.all())
    assert background(page) == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_the_explorer_is_printed_without_its_buttons(open_page):
    page = open_page("/en/deleting/every-combination/")
    page.wait_for_selector(".explorer-take button, .explorer-take a")
    page.emulate_media(media="print")
    assert page.locator(".explorer :is(button, .explorer-download):visible").count() == 0


def test_no_block_is_wider_than_the_printed_page(open_page):
    page = open_page(PAGE, {"width": 700, "height": 900})
    page.emulate_media(media="print")
    wide = page.eval_on_selector_all(
        ".highlight code", "codes => codes.filter((code) => code.scrollWidth > code.clientWidth + 1).length"
    )
    assert wide == 0


def test_what_scrolls_sideways_can_be_reached(open_page):
    page = open_page(PAGE, NARROW)
    page.evaluate("document.querySelector('#default').scrollIntoView()")
    page.wait_for_selector(".highlight code[tabindex='0']")
    for code in page.locator(".highlight code[tabindex]").all():
        assert code.evaluate("c => c.scrollWidth > c.clientWidth")


@pytest.mark.parametrize(
    ("path", "selector"),
    [(PAGE, ".highlight code[tabindex='0']"), ("/ko/deleting/every-combination/", ".page-body summary")],
)
def test_the_focus_is_seen_on_code_and_what_folds(open_page, path, selector):
    page = open_page(path, NARROW)
    page.evaluate("document.querySelector('#default')?.scrollIntoView()")
    page.wait_for_selector(selector, state="attached")
    page.keyboard.press("Tab")  # the keyboard is in use
    element = page.locator(f"{selector}:visible").first
    element.focus()
    assert element.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.parametrize(
    ("path", "choices"),
    [
        (PAGE, ".result-databases label"),
        (PAGE, ".run-databases label"),
        ("/ko/deleting/every-combination/", ".explorer fieldset input + label"),
    ],
)
def test_what_is_chosen_is_seen_in_colours_of_the_system(open_page, path, choices):
    page = open_page(path, forced_colors="active")
    page.wait_for_selector(choices, state="attached")
    colours = page.locator(choices).evaluate_all(
        """labels => labels.map((label) => {
          const { color, backgroundColor } = getComputedStyle(label);
          return [label.control.checked, color, backgroundColor];
        })"""
    )
    chosen = {(color, background) for checked, color, background in colours if checked}
    others = {background for checked, _, background in colours if not checked}
    system = page.evaluate(
        """() => {
          const probe = document.createElement("p");
          probe.className = "system";
          const style = new CSSStyleSheet();
          style.replaceSync(".system { forced-color-adjust: none; color: HighlightText; background: Highlight }");
          document.adoptedStyleSheets.push(style);
          document.body.append(probe);
          const { color, backgroundColor } = getComputedStyle(probe);
          return [color, backgroundColor];
        }"""
    )
    assert chosen == {tuple(system)} and system[1] not in others


# What a finger has to hit.


@pytest.mark.parametrize("touch", [True, False], ids=["finger", "narrow"])
def test_what_is_pressed_is_large_enough_on_a_phone(open_page, site, address, touch):
    page = open_page("/ko/", NARROW if not touch else {"width": 820, "height": 1180}, has_touch=touch)
    paths = kinds(site) if not touch else [PAGE, "/en/deleting/every-combination/"]
    for path in [*paths, "/404.html"]:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert too_small(page, 5) == [], path
        assert overflow(page) <= 0, path


def test_what_opens_on_a_phone_is_large_enough(open_page, address):
    page = open_page(PAGE, NARROW)
    page.click(".site-menu")
    assert too_small(page, 20) == []
    page.keyboard.press("Escape")
    page.click(".toc-open")
    assert too_small(page, 20) == []
    page.keyboard.press("Escape")
    open_search(page)
    assert too_small(page, 6) == []
    search_for(page, "cascade delete")
    assert page.locator("[role=option]").count() > 5 and too_small(page, 10) == []
    page.keyboard.press("Escape")
    page.click(".offline summary")
    page.wait_for_selector(".offline-store")
    assert too_small(page, 20) == []


def test_buttons_of_a_phone_are_not_those_of_a_desktop(open_page):
    page = open_page(PAGE)
    page.wait_for_load_state("networkidle")
    assert len(too_small(page, 50)) > 50


GLYPHS = re.compile("[▶■=≠←→✓]")


def names(page):
    """(role, name) of what can be pressed or chosen, as the browser tells it to those who hear the page."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = ("button", "link", "radio", "group", "status")
    return [
        (node["role"]["value"], node["name"]["value"])
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in heard
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_of_an_example_is_named_with_it(open_page, language):
    page = open_page(f"/{language}/deleting/parent-deleted/")
    page.wait_for_load_state("networkidle")
    build, of = catalogue(language)["build"], catalogue(language)["run"]["button_of"]
    captions = page.locator("figcaption:has(.example-take)").evaluate_all(
        "all => all.map((one) => [...one.querySelectorAll(':scope > code, .example-section')].map((part) => part.textContent))"
    )
    assert len({len(parts) for parts in captions}) == 2, "with a section, and without"
    heard = names(page)
    for word, role in (
        ("run", "button"), ("run_edit", "button"), ("open_playground", "button"), ("copy", "button"), ("download", "link")
    ):  # fmt: skip
        for parts in captions:
            name = ", ".join(parts).removeprefix("examples/")
            assert (role, of.format(button=build[word], name=name)) in heard
        assert not any(name == build[word] for _, name in heard), "one has no name of its own"
    groups = [name for role, name in heard if role == "group" and name.startswith(build["run_tools"])]
    assert set(groups) == {build["run_tools"]}, "the group says once more what its buttons say"


@pytest.mark.parametrize("path", [PAGE, "/en/deleting/every-combination/", "/en/playground/"])
def test_no_sign_is_part_of_a_name(open_page, path):
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    heard = names(page)
    assert len(heard) > 20
    content = re.compile("passive_deletes=|ondelete=|cascade=|=True|→ ")  # of headings, in the contents
    assert [name for _, name in heard if GLYPHS.search(name) and not content.search(name)] == []
