"""Takes the picture in the README: ``make picture``."""

import tempfile
from pathlib import Path

from livedocs import ROOT
from tests.support.browser import browser
from tests.support.http_server import serving
from tests.support.processes import build

WIDTH, HEIGHT = 1280, 800


def main() -> None:
    """Builds the site and writes ``.github/page.png``."""
    with tempfile.TemporaryDirectory() as folder:
        status, output = build(Path(folder) / "docs")
        if status:
            raise SystemExit(output)
        with serving(folder) as address, browser() as chromium:
            page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            page.goto(f"{address}/ko/deleting/parent-deleted/?view=both")
            page.wait_for_selector(".pair")
            page.locator("#foreign-keys-off").scroll_into_view_if_needed()
            result = page.locator(".pair:has(#foreign-keys-off) ~ figure .result").first
            result.locator("label", has_text="행").click()
            page.evaluate("document.querySelector('#foreign-keys-off').scrollIntoView(); scrollBy(0, -70)")
            page.wait_for_timeout(500)
            page.screenshot(path=ROOT / ".github" / "page.png")


if __name__ == "__main__":
    main()
