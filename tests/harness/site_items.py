"""The test of the site as a whole, part of every run of all pages."""

from collections.abc import Iterator

import pytest

from livedocs import ROOT
from tests.harness.completeness import not_built, not_collected, not_in_navigation
from tests.harness.page import DOCS
from tests.harness.page_items import PageItem
from tests.harness.report import Check, Failure, Failures, shortened
from tests.harness.runs import RUNS
from tests.support.built_site import SiteFailed, built_site

CONFIGURATION = ROOT / "mkdocs.yml"


class SiteFile(pytest.File):
    def collect(self) -> Iterator[Check]:
        yield SiteItem.from_parent(self, name="site")


class SiteItem(Check):
    """The site can be built, and has each page that is in the navigation and that pytest collects."""

    def runtest(self) -> None:
        found: list[Exception] = list(not_in_navigation(DOCS, CONFIGURATION))
        if self.config.stash[RUNS].is_complete:
            collected = [item.path for item in self.session.items if isinstance(item, PageItem)]
            found += not_collected(DOCS, collected, self.config.getini("norecursedirs"))
        try:
            found += not_built(DOCS, built_site())
        except SiteFailed as failed:
            found.append(Failure(f"the site cannot be built:\n{shortened(str(failed))}"))
        if found:
            raise Failures(found)
