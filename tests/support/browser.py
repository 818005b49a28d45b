"""An installed Chromium or Chrome, driven by Playwright."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDE: ViewportSize = {"width": 1440, "height": 900}  # a desktop
NARROW: ViewportSize = {"width": 390, "height": 844}  # a phone
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    """The path of the browser: `CHROMIUM`, or the first known name on the PATH; None if there is none."""
    given = os.environ.get("CHROMIUM")
    return given or next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, which is closed at the end."""
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root has no sandbox to use
        chromium = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, *sandbox])
        yield chromium
        chromium.close()


def until(page: Page, expression: str, arg: Any = None, seconds: float = 30) -> None:
    """Waits for at most `seconds` until `expression` is true in the page.

    It is polled from here: Playwright's own waiting evaluates text in the page, which the page's policy forbids.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"this never came true: {expression}"
        page.wait_for_timeout(20)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


# Links within text are as high as its lines.
SMALL_TARGETS = """() => {
  const small = [];
  const text = "p, li, td, th, dd, dt";
  const own = ".headerlink, :is(.home-answer, .related, .explorer-take, .site-nav, .toc, .site-footer__meta, .search-places) a";
  for (const element of document.querySelectorAll("a[href], button, summary, select, input, textarea, [role=option]")) {
    if (element.matches(".md-toggle") || (element.matches("a, .claim-mark") && element.closest(text) && !element.matches(own))) continue;
    const isChoice = element.matches("[type=radio], [type=checkbox]");
    const target = isChoice ? (element.closest("label") ?? element.labels[0]) : element;
    if (!target?.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = target.getBoundingClientRect();
    if (width < 43.99 || height < 43.99) small.push(`${target.outerHTML.slice(0, 90)} ${width} x ${height}`);
  }
  return small;
}"""


def too_small(page: Page, count: int) -> list[str]:
    """What is too small to be pressed with a finger, among `count` or more that are there."""
    assert page.locator("a:visible, button:visible, input, summary:visible").count() >= count
    return page.evaluate(SMALL_TARGETS)


def open_search(page: Page) -> None:
    page.click(".search-open")
    page.wait_for_selector(".search-dialog[open]")


def search_for(page: Page, text: str) -> None:
    """Pastes `text` into the open search, and waits for what is found."""
    page.fill(".search-input", "")
    page.focus(".search-input")
    page.keyboard.insert_text(text)
    found_for(page, text)


def found_for(page: Page, text: str) -> None:
    """Waits until what is shown is the answer to `text`."""
    until(
        page,
        "text => document.querySelector('.search-dialog').dataset.query === text.replace(/\\n/g, ' ')",
        text,
    )


def found(page: Page) -> list[list[str]]:
    """What the search shows: for each page, the addresses of its links, the page's own first."""
    return page.eval_on_selector_all(
        ".search-group",
        "groups => groups.map((group) => [...group.querySelectorAll('[role=option]')].map((a) => a.href))",
    )
