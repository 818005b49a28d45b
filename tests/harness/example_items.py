"""The tests of one example: its run on each database, and that every line of it ran."""

from collections.abc import Iterator

import pytest

from livedocs import Diagnostic
from livedocs.content import examples
from livedocs.content.examples import Example, lines_that_never_ran
from tests.harness.report import Check
from tests.harness.runs import RUNS


class ExampleFile(pytest.File):
    def collect(self) -> Iterator[Check]:
        try:
            example = examples.load(self.path)
        except Diagnostic as problem:
            yield FailedItem.from_parent(self, name="header", line=problem.line, problem=problem)
            return
        for database in example.databases:
            yield ExampleItem.from_parent(self, name=database, example=example, database=database)
        yield LinesItem.from_parent(self, name="every line ran", example=example)


class FailedItem(Check):
    """What was found while tests were collected."""

    def __init__(self, *, problem: Diagnostic, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.problem = problem

    def runtest(self) -> None:
        raise self.problem


class ExampleItem(Check):
    """An example on one database: the fresh run equals the recorded one."""

    def __init__(self, *, example: Example, database: str, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.example, self.database = example, database

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        runs.require(self.database)
        if problem := runs.difference(self.example, self.database):
            raise problem


class LinesItem(Check):
    """Every line of an example runs on one of its databases."""

    def __init__(self, *, example: Example, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.example = example

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        for problem in lines_that_never_ran(self.example, runs.lines_of_runs(self.example)):
            if not runs.ran_everywhere(self.example):
                pytest.skip(f"cannot tell without every server: {problem}")
            raise problem
