"""The runs of one test session, and what was checked in it."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from livedocs import relative
from livedocs.content.claims import Claim
from livedocs.content.examples import Example, record_command
from livedocs.databases import DATABASES
from livedocs.execution.compare import difference
from livedocs.execution.executor import Executor
from livedocs.execution.runner import TIMEOUT
from livedocs.versions import INSTALLED_VERSION
from tests.harness.report import Failure
from tests.support.processes import patience

WORKERS = 2


class Runs:
    """Each example once on each database, several at a time; each is compared with its record once."""

    def __init__(self) -> None:
        self._laboratory: Executor | None = None
        self._pool = ThreadPoolExecutor(WORKERS)
        self._futures: dict[tuple[Path, str, str], Future] = {}
        self._claims: dict[tuple[Path, str, str], list[Future]] = {}
        self._compared: dict[tuple[Path, str, str], Exception | None] = {}
        self.commands: dict[str, object] = {}  # the code of a shell block -> what it wrote, or how it failed
        self.skipped: Counter[str] = Counter()  # database -> number of tests that its missing server skipped
        self.unchecked: dict[str, set[str]] = defaultdict(set)  # database -> pages with blocks from it
        self.executed: dict[str, Counter[str]] = defaultdict(Counter)  # page -> its checked blocks by kind
        self.shown: dict[str, int] = {}  # page -> number of blocks in its HTML
        self.failed: set[Path] = set()  # the files with a test that failed
        self.is_complete = False  # whether all pages are to be executed

    @property
    def laboratory(self) -> Executor:
        if self._laboratory is None:
            self._laboratory = Executor()
        return self._laboratory

    def start(self, example: Example, database: str) -> Future:
        key = example.path, example.digest, database
        if key not in self._futures:
            self._futures[key] = self._pool.submit(self.laboratory.run, example, database, patience(TIMEOUT))
        return self._futures[key]

    def reachable(self, example: Example) -> list[str]:
        """The databases of an example whose servers answer."""
        return [database for database in example.databases if database not in self.laboratory.missing]

    def difference(self, example: Example, database: str) -> Exception | None:
        """Why the fresh run is not what is recorded, as a `Diagnostic` or `Failure`; None if it is."""
        key = example.path, example.digest, database
        if key not in self._compared:
            self._compared[key] = self._compare(example, database)
        return self._compared[key]

    def _compare(self, example: Example, database: str) -> Exception | None:
        try:
            fresh, declared = self.start(example, database).result()
            diff = difference(example, database, fresh, declared)
        except Exception as error:  # reported by each test that needs the run
            return error
        if not diff:
            return None
        command = record_command(example, INSTALLED_VERSION)
        return Failure(
            f"{relative(example.path)}:1: on {DATABASES[database].title}, it no longer does what is recorded:"
            f"\n{diff}\nIf the new result is right, run `{command}` and look at `git diff`"
        )

    def start_claim(self, claim: Claim, setup: str) -> list[Future]:
        """Starts a claim on one of `SETUPS`, once for each combination of what it varies."""
        key = claim.path, claim.source, setup
        if key not in self._claims:
            self._claims[key] = [
                self._pool.submit(self.laboratory.check, claim, setup, values, patience(TIMEOUT))
                for values in claim.combinations()
            ]
        return self._claims[key]

    def asserted(self, claim: Claim, setup: str) -> set[int]:
        """The lines of the assertions that ran on one of `SETUPS`. Raises `Diagnostic` where one failed."""
        return set().union(*(future.result() for future in self.start_claim(claim, setup)))

    def circumstances(self) -> int:
        """How often claims were tried."""
        return sum(map(len, self._claims.values()))

    def lines_of_runs(self, example: Example) -> list[list]:
        """The lines that ran, on each database that can be reached."""
        return [self.start(example, database).result()[1]["lines"] for database in self.reachable(example)]

    def ran_everywhere(self, example: Example) -> bool:
        return len(self.reachable(example)) == len(example.databases)

    def require(self, database: str) -> None:
        """Skips the test, or fails it under CI, if the server of the database is missing."""
        if missing := self.laboratory.missing.get(database):
            for failure in self.missing_under_ci([database]):
                raise failure
            self.skipped[database] += 1
            pytest.skip(missing)

    def missing_under_ci(self, databases: tuple[str, ...] | list[str]) -> Iterator[Failure]:
        """A failure for each database without a server, where CI is set."""
        for database in databases:
            missing = self.laboratory.missing.get(database)
            if missing and os.environ.get("CI"):
                yield Failure(f"{missing}. (CI is set: a missing server is a failure.)")

    def done(self) -> Counter[str]:
        """How many examples ran on each database."""
        return Counter(database for _, _, database in self._futures)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._laboratory is not None:
            self._laboratory.runner.close()  # ends the scripts that still run
        self._pool.shutdown()
        if self._laboratory is not None:
            self._laboratory.close()


RUNS = pytest.StashKey[Runs]()
SAID = pytest.StashKey[list]()  # lines that tests add to the summary
