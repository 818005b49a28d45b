"""The tests of one page: one for all that it refers to, and one for each block that it has in itself."""

import contextlib
from collections.abc import Iterator

import pytest

from livedocs import Diagnostic
from tests.harness.blocks import BlockItem
from tests.harness.page import Page
from tests.harness.report import Check, Failures
from tests.harness.runs import RUNS, Runs
from tests.support.built_site import SiteFailed, built_site


class PageFile(pytest.File):
    def collect(self) -> Iterator[Check]:
        page = Page(self.path)
        yield PageItem.from_parent(self, name="page", page=page)
        try:
            blocks = page.own_blocks
        except Diagnostic:
            return  # reported by the page
        for line, block in blocks:
            name = f"line {line}: {block.syntax or 'no language'}"
            yield BlockItem.from_parent(self, name=name, line=line, block=block, page=page.name)


class PageItem(Check):
    """All blocks of a page that are an example's, and that the page's HTML shows these and its own."""

    def __init__(self, *, page: Page, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.page = page

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        site = None
        if runs.is_complete:
            with contextlib.suppress(SiteFailed):  # reported once, by the test of the site
                site = built_site()
        if problems := list(self.page.problems(runs, site)):
            raise Failures(problems)
        runs.executed[self.page.name] += self.page.count()
        runs.shown[self.page.name] = len(self.page.built_blocks(site))
        for reference in self.page.references:
            for database in set(reference.example.databases) - set(runs.reachable(reference.example)):
                runs.unchecked[database].add(self.page.name)

    def start(self, runs: Runs) -> None:
        """Starts every run that the page needs."""
        try:
            references = self.page.references
        except Diagnostic:
            return  # reported by the page
        for reference in references:
            for database in runs.reachable(reference.example):
                runs.start(reference.example, database)
