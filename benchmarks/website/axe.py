"""axe-core on every page, in each scheme, width and language, and with what a reader opens."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, Error, Page, ViewportSize

from benchmarks.report import Bound, table
from benchmarks.website.measurement import Measurement
from benchmarks.website.sites import npm
from tests.support.browser import NARROW, WIDE, until

STATES_ON = "deleting/parent-deleted/"  # the page on which a reader opens one thing after another
RUN = """async (selector) => {
  const context = selector ? { include: [[selector]] } : document;
  const { violations } = await axe.run(context, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => [id, target.flat().join(" ")]));
}"""
# Waits until what the page does when idle is done and laid out. A page without any work may never be idle.
IDLE = """() => new Promise((done) =>
  requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(done)), { timeout: 2000 }))"""
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
Violation = tuple[str, str, str]  # (where, rule, selector of the element)
VIEWED = (("light", WIDE), ("dark", NARROW))  # where the other views of the results are looked at, too


def source() -> str:
    return (npm("axe") / "axe-core" / "axe.min.js").read_text("utf-8")


@contextmanager
def tab(chromium: Browser, **options: Any) -> Iterator[Page]:
    """A page in which scripts can be put whatever the site forbids."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce", **options)
    yield context.new_page()
    context.close()


def violations(page: Page, axe: str, selector: str | None = None) -> list[tuple[str, str]]:
    """[(rule, selector of the element)] of the whole page, or of the elements that `selector` matches."""
    page.evaluate(IDLE)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    return [(rule, where) for rule, where in page.evaluate(RUN, selector)]


def open_(page: Page, url: str) -> None:
    page.goto(url, wait_until="load")
    if "view=both" in url:
        page.wait_for_selector(".pair")
    until(
        page,
        "() => document.readyState === 'complete' &&"
        " document.getAnimations().every((a) => a.playState !== 'running')",
    )


def show(view: str) -> Callable[[Page], bool]:
    """Chooses a view in all results at once. Returns whether there is one to choose."""

    def act(page: Page) -> bool:
        return page.evaluate(
            "(view) => { const all = document.querySelectorAll(`.result input[value=${view}]`);"
            "  all.forEach((input) => input.click()); return all.length > 0; }",
            view,
        )

    return act


def search(page: Page) -> None:
    page.locator(".search-open").click()
    page.locator(".search-dialog input").fill("cascade")
    page.wait_for_selector(".search-dialog a")


def drawer(page: Page) -> None:
    page.locator(".site-menu").click()
    page.wait_for_selector("#site-nav:popover-open")


def editor(page: Page) -> None:
    page.locator(".run-edit:visible").first.click()
    page.wait_for_selector(".example textarea")


STATES: dict[str, Callable[[Page], None]] = {"search": search, "drawer": drawer, "editor": editor}


def runs(page_addresses: Iterable[str]) -> list[tuple[str, Scheme, ViewportSize]]:
    """[(address, scheme, viewport)] of all pages: each language, and both, in both schemes and widths."""
    addresses = list(page_addresses)
    both = [f"{page}?view=both" for page in addresses if page.startswith("ko/")]
    return [
        (address, scheme, viewport)
        for scheme in SCHEMES
        for viewport in (WIDE, NARROW)
        for address in [*addresses, *both]
    ]


def measure(measurement: Measurement) -> list[Bound]:
    axe, bounds = source(), list[Bound]()
    rows: list[list[object]] = [["axe", "runs", "violations", "rules (nodes)"]]
    for site in measurement.sites:
        found, unopened = list[Violation](), list[str]()
        count, began = 0, time.monotonic()
        plan = runs(site.pages)
        if site.name != "ours":
            plan = [run for run in plan if "view=both" not in run[0] and run[1] == "light"]
        plan = plan[:: measurement.every]
        for scheme in SCHEMES:
            for viewport in (WIDE, NARROW):
                here = [run[0] for run in plan if run[1:] == (scheme, viewport)]
                if not here:
                    continue
                with tab(measurement.chromium, color_scheme=scheme, viewport=viewport) as page:
                    for address in here:
                        where = f"{address} {scheme} {viewport['width']}"
                        open_(page, site.url(address))
                        found += [(where, *v) for v in violations(page, axe)]
                        count += 1
                        if (
                            site.name == "ours"
                            and (scheme, viewport) in VIEWED
                            and "view=both" not in address
                        ):
                            for view in ("sql", "rows"):
                                if show(view)(page):
                                    found += [
                                        (f"{where} {view}", *v) for v in violations(page, axe, ".result")
                                    ]
                                    count += 1
                        if site.name == "ours" and address.endswith(STATES_ON):
                            opened, missing = states(page, site.url(address), axe, where)
                            found += opened
                            count += len(STATES)
                            measurement.notes += [f"axe: cannot be opened: {why}" for why in missing]
                            unopened += missing
        rules = Counter(rule for _, rule, _ in found)
        rows.append(
            [site.title, count, len(found), ", ".join(f"{r} {n}" for r, n in rules.most_common()) or "none"]
        )
        measurement.say(
            [f"axe on {site.title}: {count} runs in {time.monotonic() - began:.0f} s"], progress=True
        )
        if site.name == "ours":
            bounds.append(Bound(f"axe, violations in {count} runs", len(found), 0))
            bounds.append(Bound("axe, what could not be opened", len(unopened), 0))
            measurement.notes += summary(found)
    measurement.say(table(rows))
    return bounds


def states(page: Page, url: str, axe: str, where: str) -> tuple[list[Violation], list[str]]:
    """The violations with each state opened, and why others could not be opened."""
    found, missing = list[Violation](), list[str]()
    page.set_default_timeout(10_000)
    for name, act in STATES.items():
        if name == "drawer" and page.viewport_size == WIDE:
            continue  # the navigation is open
        open_(page, url)
        try:
            act(page)
        except Error as error:
            missing.append(f"{name}, {where}: {str(error).splitlines()[0]}")
            continue
        found += [(f"{where} {name}", *v) for v in violations(page, axe)]
    return found, missing


def summary(found: Iterable[Violation]) -> list[str]:
    """A line for each rule and kind of element: how often, and where first."""
    where = dict[tuple[str, str], tuple[str, str]]()
    count = Counter[tuple[str, str]]()
    for place, rule, selector in found:
        # Without what tells the elements of one page apart.
        kind = (rule, re.sub(r"\[[^\]]*\]|:nth-child\(\d+\)|#__code\w+", "", selector))
        where.setdefault(kind, (place, selector))
        count[kind] += 1
    return [
        f"axe {rule}: {kind}, {n} times, first on {' at '.join(where[rule, kind])}"
        for (rule, kind), n in count.most_common()
    ]
