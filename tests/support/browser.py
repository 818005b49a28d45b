"""An installed Chromium or Chrome, driven by Playwright."""

import os
import shutil
import time
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}  # a desk, a phone
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable():
    """The path of the browser: `CHROMIUM`, or the first known name on the PATH; None if there is none."""
    given = os.environ.get("CHROMIUM")
    return given or next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def browser():
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root has no sandbox to use
        chromium = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, *sandbox])
        yield chromium
        chromium.close()


def until(page, expression, arg=None, seconds=30):
    """Waits until `expression` is true in the page. Asked from here: the page's policy lets no text become code, which
    Playwright's own waiting needs."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"this never came true: {expression}"
        page.wait_for_timeout(20)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def open_search(page):
    page.click(".search-open")
    page.wait_for_selector(".search-dialog[open]")


def search_for(page, text):
    """Puts `text` into the open search at once, as pasting with the mouse does, and waits for what is found."""
    page.fill(".search-input", "")
    page.focus(".search-input")
    page.keyboard.insert_text(text)
    found_for(page, text)


def found_for(page, text):
    """Waits until what is shown is the answer to `text`."""
    page.wait_for_function(
        "text => document.querySelector('.search-dialog').dataset.query === text.replace(/\\n/g, ' ')",
        arg=text,
    )


def found(page):
    """What the search shows: for each page, the addresses of its links, the page's own first."""
    return page.eval_on_selector_all(
        ".search-group",
        "groups => groups.map((group) => [...group.querySelectorAll('[role=option]')].map((a) => a.href))",
    )
