"""What moves while a page is loading, and what of it can be read before any script has run."""

import re
from collections import Counter

from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.report import Bound, table
from benchmarks.website.measurement import Measurement
from benchmarks.website.sites import PATIENCE, Site, load
from tests.support.browser import NARROW, WIDE

Words = Counter[str]

# As Lighthouse throttles for a phone: a slow mobile network, a processor a quarter as fast.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 768_000 / 8,
}
PROCESSOR = 4

OBSERVE = """
window.shifts = [];
const name = (node) => {
  const element = node?.nodeType === 1 ? node : node?.parentElement;
  return element ? element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") +
    [...element.classList].map((c) => `.${c}`).join("") : "?";
};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      window.shifts.push([entry.value, entry.sources.map(({ node }) => name(node))]);
}).observe({ type: "layout-shift", buffered: true });
"""


def shifts(chromium: Browser, site: Site, page: str, viewport: ViewportSize) -> tuple[float, list[str]]:
    """(layout shift score, the elements that moved) while it loads slowly, with an empty cache."""
    context = chromium.new_context(viewport=viewport)
    tab = context.new_page()
    tab.add_init_script(OBSERVE)
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    load(tab, site, page)
    # Two frames, so that what the last script did has been laid out and reported.
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    entries = tab.evaluate("window.shifts")
    context.close()
    moved = list(dict.fromkeys(name for _, names in entries for name in names))
    return sum(value for value, _ in entries), moved


def measure(measurement: Measurement) -> list[Bound]:
    found = list[Bound]()
    rows: list[list[object]] = [
        ["layout shift on load, slowed down", "pages", "390 px, most", "1440 px, most", "pages that move"]
    ]
    for site in measurement.sites:
        most, moving = dict[int, float](), set[str]()
        for viewport in (NARROW, WIDE):
            width = viewport["width"]
            for page in site.pages[:: measurement.every]:
                value, moved = shifts(measurement.chromium, site, page, viewport)
                most[width] = max(most.get(width, 0), value)
                if value:
                    moving.add(page)
                    if site.name == "ours":
                        measurement.notes.append(
                            f"layout shift {value:.4f}, {page} {width}: {', '.join(moved)}"
                        )
        rows.append(
            [
                site.title,
                len(site.pages[:: measurement.every]),
                *(f"{value:.4f}" for value in most.values()),
                len(moving),
            ]
        )
        if site.name == "ours":
            found.append(Bound("layout shift, the page that moves most", max(most.values()), 0))
    measurement.say(table(rows))
    return found + unscripted(measurement)


# Without scripts ------------------------------------------------------------------------------------

# Left out is what needs scripts by its nature: the explorer, the playground, and what is about Run.
TEXT = """(views) => {
  const words = (elements) => [...elements].filter((e) => e.checkVisibility())
    .map((e) => e.innerText).join(" ");
  const body = document.querySelector(".page-body") ?? document.querySelector("main");
  const blocks = "p, li, h1, h2, h3, h4, dt, dd, th, td, caption, pre, summary";
  const read = [...body.querySelectorAll(blocks)].filter((e) =>
    !e.closest(".result, .explorer, .playground, .run, nav") && !e.parentElement.closest(blocks));
  return {
    text: words(read),
    navigation: words(document.querySelectorAll("nav")),
    results: words(body.querySelectorAll(".result-panel")),
  };
}"""


def visible(tab: Page) -> dict[str, Words]:
    """{part: its visible words}: the text, the navigation, and each view of the results, after a click."""
    found = tab.evaluate(TEXT)
    for view in ("sql", "rows"):
        inputs = tab.locator(f".result input[value={view}]")
        for i in range(inputs.count()):
            inputs.nth(i).check(force=True)
        found[view] = tab.evaluate(TEXT)["results"]
    return {part: Counter(re.findall(r"\w+", text)) for part, text in found.items()}


def without_scripts(chromium: Browser, site: Site, page: str) -> dict[str, dict[str, Words]]:
    """{way: {part: words}} with scripts, with scripts switched off, and with scripts that do not arrive."""
    found = {}
    for way in ("scripts", "switched off", "blocked"):
        context = chromium.new_context(viewport=WIDE, java_script_enabled=way != "switched off")
        tab = context.new_page()
        if way == "blocked":
            tab.route("**/*", lambda r: r.abort() if r.request.resource_type == "script" else r.continue_())
        tab.goto(site.url(page), wait_until="networkidle", timeout=PATIENCE)
        found[way] = visible(tab)
        context.close()
    return found


def unscripted(measurement: Measurement) -> list[Bound]:
    ours = next(site for site in measurement.sites if site.name == "ours")
    total, lost = dict[tuple[str, str], int](), dict[tuple[str, str], int]()
    pages = ours.pages[:: measurement.every]
    for page in pages:
        ways = without_scripts(measurement.chromium, ours, page)
        for way, found in ways.items():
            for part, words in found.items():
                total[part, way] = total.get((part, way), 0) + words.total()
                gone = ways["scripts"][part] - words
                lost[part, way] = lost.get((part, way), 0) + gone.total()
                if gone:
                    some = ", ".join(list(gone)[:8])
                    measurement.notes.append(
                        f"only with scripts ({way}), {page} {part}: {gone.total()} words: {some}"
                    )
    parts = list(dict.fromkeys(part for part, _ in total))
    rows: list[list[object]] = [
        [
            f"words to be seen on {len(pages)} pages",
            "scripts",
            "switched off",
            "missing",
            "blocked",
            "missing",
        ]
    ]
    for part in parts:
        rows.append(
            [
                part,
                total[part, "scripts"],
                *(n for way in ("switched off", "blocked") for n in (total[part, way], lost[part, way])),
            ]
        )
    measurement.say(table(rows))
    missing = max(sum(lost[part, way] for part in parts) for way in ("switched off", "blocked"))
    return [Bound("words that only scripts show", missing, 0)]
