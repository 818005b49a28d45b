"""What pytest calls: which files are tests, what runs before and after them, and what the summary says."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from livedocs import EXAMPLES, ROOT, Diagnostic
from livedocs.content.claims import CLAIMS
from livedocs.databases import DATABASES, database_of
from livedocs.render import counts
from livedocs.versions import INSTALLED_VERSION
from tests.harness import completeness, summary
from tests.harness.blocks import BlockItem
from tests.harness.claim_items import ClaimFile, ClaimItem
from tests.harness.example_items import ExampleFile, ExampleItem
from tests.harness.page import DOCS
from tests.harness.page_items import PageFile, PageItem
from tests.harness.runs import RUNS, SAID, Runs
from tests.harness.site_items import CONFIGURATION, SiteFile

README = ROOT / "README.md"


def pytest_configure(config: pytest.Config) -> None:
    wanted = os.environ.get("SQLALCHEMY") or INSTALLED_VERSION
    if wanted != INSTALLED_VERSION:
        raise pytest.UsageError(
            f"SQLALCHEMY is {wanted}, but this environment ({sys.prefix}) has SQLAlchemy "
            f"{sqlalchemy.__version__}. Remove the environment, and run `make test` again"
        )
    config.stash[RUNS] = Runs()
    config.stash[SAID] = []
    # All like an interrupt, so that the databases are dropped; SIGINT too, which is ignored where a script
    # that was itself started in the background starts the tests.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".md" and (file_path.is_relative_to(DOCS) or file_path == README):
        return PageFile.from_parent(parent, path=file_path)
    if is_example(file_path) and not parent.session.isinitpath(file_path):
        return ExampleFile.from_parent(parent, path=file_path)
    if is_claim(file_path) and not parent.session.isinitpath(file_path):
        return ClaimFile.from_parent(parent, path=file_path)
    if file_path == CONFIGURATION and parent.session.isinitpath(file_path):
        return SiteFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    # A script named on the command line is an example or a claim here, not a module of tests.
    if is_claim(module_path):
        return ClaimFile.from_parent(parent, path=module_path)
    return ExampleFile.from_parent(parent, path=module_path) if is_example(module_path) else None


def is_example(path: Path) -> bool:
    return path.suffix == ".py" and path.parent.parent == EXAMPLES


def is_claim(path: Path) -> bool:
    return path.suffix == ".py" and path.is_relative_to(CLAIMS)


@pytest.hookimpl(tryfirst=True)  # before tests are deselected
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """A run of all pages is compared with what the site says, and tests the site itself."""
    runs, option = session.config.stash[RUNS], session.config.option
    chosen = option.keyword or option.deselect or getattr(option, "lf", False)
    runs.is_complete = covers_all_pages(session.config) and not chosen
    if runs.is_complete and not any(item.path == CONFIGURATION for item in items):
        items += SiteFile.from_parent(session, path=CONFIGURATION).collect()


def covers_all_pages(config: pytest.Config) -> bool:
    """Whether the arguments, or without any ``testpaths``, name all of ``docs/``."""
    paths = [config.invocation_params.dir / argument for argument in config.args if "::" not in argument]
    return any(DOCS.is_relative_to(path.resolve()) for path in paths)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, (PageItem, BlockItem)):
            item.config.stash[RUNS].is_complete = False


def pytest_collection_finish(session: pytest.Session) -> None:
    """Starts every run that the selected tests need, so that several are under way at a time."""
    runs = session.config.stash[RUNS]
    if session.config.option.collectonly:
        return
    for item in session.items:
        if isinstance(item, PageItem):
            item.start(runs)
        elif isinstance(item, ExampleItem) and item.database not in runs.laboratory.missing:
            runs.start(item.example, item.database)
        elif isinstance(item, ClaimItem) and database_of(item.setup_name).name not in runs.laboratory.missing:
            runs.start_claim(item.claim, item.setup_name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.config.stash[RUNS].failed.add(item.path)
    return report


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    runs = session.config.stash[RUNS]
    runs.close()
    ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if not runs.is_complete or not ended or session.shouldstop or session.shouldfail:
        return
    if session.config.option.collectonly:
        return
    if problems := "\n".join(map(str, dropped_out(session))):
        report = pytest.TestReport("docs", ("docs", None, "docs"), {}, "failed", problems, "teardown")
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.stats.setdefault("error", []).append(report)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def dropped_out(session: pytest.Session) -> Iterator[Diagnostic]:
    """Where this run executed something else than the site says. What failed has said so itself."""
    runs = session.config.stash[RUNS]
    pages = completeness.pages_on_disk(DOCS)
    if any(item.path == README for item in session.items):
        pages.append(README)
    yield from completeness.not_executed(pages, runs.executed, counts.blocks(), runs.failed)
    done, recorded = runs.done(), counts.runs().get(INSTALLED_VERSION, {})
    for database, number in recorded.items():
        if not runs.failed and database not in runs.laboratory.missing and done[database] != number:
            message = (
                f"{done[database]} examples ran on {DATABASES[database].title}, and the site says {number}"
            )
            yield Diagnostic(EXAMPLES, 1, message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    runs = config.stash[RUNS]
    for line in summary.unchecked(runs):
        terminalreporter.write_line(line, yellow=True)
    for line in (*(summary.counted(runs) if runs.shown else ()), *config.stash[SAID]):
        terminalreporter.write_line(line)
