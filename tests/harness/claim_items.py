"""The tests of one claim: its sentences stand on their pages, and its assertions hold on each database."""

from collections.abc import Iterator

import pytest

from livedocs import Diagnostic, read_text
from livedocs.check.claims import quote_diagnostics
from livedocs.content import claims
from livedocs.content.claims import Claim
from livedocs.databases import database_of
from livedocs.languages import LANGUAGES
from tests.harness.example_items import FailedItem
from tests.harness.page import DOCS
from tests.harness.report import Check, Failures
from tests.harness.runs import RUNS


class ClaimFile(pytest.File):
    def collect(self) -> Iterator[Check]:
        try:
            claim = claims.load(self.path)
        except Diagnostic as problem:
            yield FailedItem.from_parent(self, name="header", line=problem.line, problem=problem)
            return
        yield QuotesItem.from_parent(self, name="sentences", claim=claim)
        for setup in claim.databases:
            yield ClaimItem.from_parent(self, name=setup, claim=claim, setup=setup)
        yield AssertionsItem.from_parent(self, name="every assertion ran", claim=claim)


class QuotesItem(Check):
    """The sentences that a claim quotes stand on their pages."""

    def __init__(self, *, claim: Claim, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.claim = claim

    def runtest(self) -> None:
        found: list[Diagnostic] = []
        for place in self.claim.places:
            for language in LANGUAGES:
                path = DOCS / language / f"{place.page}.md"
                found += quote_diagnostics(self.claim, place, language, read_text(path), path)
        if found:
            raise Failures(found)


class ClaimItem(Check):
    """A claim on one database, under every combination of what it varies."""

    def __init__(self, *, claim: Claim, setup: str, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.claim, self.setup_name = claim, setup

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        runs.require(database_of(self.setup_name).name)
        runs.asserted(self.claim, self.setup_name)


class AssertionsItem(Check):
    """Every assertion of a claim runs under one of its circumstances."""

    def __init__(self, *, claim: Claim, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.claim = claim

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        reachable = [s for s in self.claim.databases if database_of(s).name not in runs.laboratory.missing]
        lines = set[int]()
        for setup in reachable:
            try:
                lines |= runs.asserted(self.claim, setup)
            except Diagnostic:
                return  # reported by the test of that database
        for line in sorted(claims.assertions(self.claim) - lines):
            problem = self.claim.problem(line, "this assertion never ran, under none of the circumstances")
            if reachable != list(self.claim.databases):
                pytest.skip(f"cannot tell without every server: {problem}")
            raise problem
