"""What the parts of the measurement share."""

import argparse
import functools
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.website import sites
from runtime.build import Missing
from tests.support.browser import browser


class Measurement:
    """The options, the browser, and the sites, which are built when first needed.

    Files are written below `folder`; `resources` closes what was opened. `notes` are lines to print with the
    part that is being measured.
    """

    def __init__(self, folder: Path, resources: ExitStack, options: argparse.Namespace):
        self.folder, self.resources = folder, resources
        self.patterns: list[str] = options.pages
        self.every: int = options.every
        self.rounds: int = options.rounds
        self.alone: bool = options.alone
        self.sizes: list[int] = options.sizes
        self.notes: list[str] = []

    @functools.cached_property
    def chromium(self) -> Browser:
        return self.resources.enter_context(browser())

    @functools.cached_property
    def sites(self) -> list[sites.Site]:
        """This site; with it, unless `alone`, stock Material and SQLAlchemy's manual. Raises `Missing`."""
        pages = sites.chosen(sites.content_pages(), self.patterns)
        if not pages:
            raise Missing(f"no page has {' or '.join(self.patterns)} in its address")
        built = [self.resources.enter_context(sites.ours(self.folder, pages))]
        if not self.alone:
            built.append(self.resources.enter_context(sites.stock_material(self.folder, pages)))
            try:
                built.append(self.resources.enter_context(sites.peer()))
            except Missing as missing:
                self.say([f"not measured: SQLAlchemy's manual: {missing}"])
        return built

    def say(self, lines: Iterable[str], progress: bool = False) -> None:
        """Prints the lines at once; with `progress`, not as part of the result."""
        print("\n".join(lines), flush=True, file=sys.stderr if progress else sys.stdout)
