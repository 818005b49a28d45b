"""The pytest plugin that executes pages and examples.

* ``pytest examples/deleting/default.py`` runs the script on each database and compares the result with
  the recorded one.
* ``pytest docs/en/deleting/parent-deleted.md`` does so for every block of the page: it expands the page
  as the site does, lets pytest-codeblocks find the blocks, and hands each to the checker of its kind.

A block that no checker knows fails. Without a database server its tests are skipped, with one line in the
summary that says why; where the environment has CI set they fail.
"""

import difflib
import io
import os
import signal
import subprocess
import sys
import textwrap
import time
import urllib.request
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy
from pytest_codeblocks import extract_from_buffer

from livedocs import EXAMPLES, LANGUAGES, ROOT, Diagnostic, read_text, relative
from livedocs.check.blocks import block_diagnostics, heading_diagnostics
from livedocs.check.pages import check_page
from livedocs.content import examples, markdown_blocks
from livedocs.content.examples import Example, lines_that_never_ran, swallowed_errors
from livedocs.databases import DATABASES
from livedocs.execution.executor import Executor
from livedocs.execution.record import difference
from livedocs.execution.runner import RunFailed
from livedocs.render import counts, parameters
from livedocs.render.expand import expand
from livedocs.versions import INSTALLED_VERSION
from tests import inventory
from tests.support.built_site import SiteFailed, built_site
from tests.support.processes import free_port
from tests.support.repository import copied_repository

DOCS = ROOT / "docs"
WORKERS = 2
SHELL_TIMEOUT = 600  # seconds a shell block may take


class Failure(Exception):
    """A check that did not pass; its text is the whole report."""


class Runs:
    """The runs of one test session: each example once on each database, several at a time."""

    def __init__(self):
        self._laboratory = None
        self._pool = ThreadPoolExecutor(WORKERS)
        self._futures = {}
        self.skipped = {}  # database -> number of tests that its missing server skipped
        self.checked = set()  # (page, line, database or None) of the blocks whose check passed
        self.counts = {}  # page -> Counter of its blocks by kind, all of them checked
        self.built = {}  # page -> number of blocks that the built page shows

    @property
    def laboratory(self):
        if self._laboratory is None:
            self._laboratory = Executor()
        return self._laboratory

    def start(self, example, database):
        key = example.path, example.digest, database
        if key not in self._futures:
            self._futures[key] = self._pool.submit(self.laboratory.run, example, database)
        return self._futures[key]

    def fresh(self, example, database):
        """The fresh run; skips the test, or fails it under CI, if the server is missing."""
        missing = self.laboratory.missing.get(database)
        if missing:
            if os.environ.get("CI"):
                raise Failure(f"{missing}. (CI is set: a missing server is a failure.)")
            self.skipped[database] = self.skipped.get(database, 0) + 1
            pytest.skip(missing)
        return self.start(example, database).result()

    def lines_of_runs(self, example):
        """The lines that ran, on each database that can be reached."""
        there = [d for d in example.databases if d not in self.laboratory.missing]
        return [self.start(example, database).result()[1]["lines"] for database in there]

    def is_complete(self, example):
        return not self.laboratory.missing.keys() & set(example.databases)

    def shown(self, example, database, version):
        """The run with this SQLAlchemy that the site must show: this session's, where it can tell."""
        if version != INSTALLED_VERSION or database in self.laboratory.missing:
            return example.run(database, version)
        return self.start(example, database).result()[0]

    @property
    def site(self):
        """The built site's folder."""
        try:
            return built_site()
        except SiteFailed as failed:
            raise Failure(f"the site cannot be built:\n{failed}") from None

    def done(self):
        """How many examples ran on each database."""
        return Counter(database for _, _, database in self._futures)

    def close(self):
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._laboratory is not None:
            self._laboratory.runner.close()  # ends the scripts that still run
        self._pool.shutdown()
        if self._laboratory is not None:
            self._laboratory.close()


RUNS = pytest.StashKey[Runs]()
SAID = pytest.StashKey[list]()  # lines that tests add to the summary


def pytest_configure(config):
    wanted = os.environ.get("SQLALCHEMY") or INSTALLED_VERSION
    if wanted != INSTALLED_VERSION:
        raise pytest.UsageError(
            f"SQLALCHEMY is {wanted}, but this environment ({sys.prefix}) has SQLAlchemy {sqlalchemy.__version__}. "
            "Remove the environment, and run `make test` again"
        )
    config.stash[RUNS] = Runs()
    config.stash[SAID] = []
    # All like an interrupt, so that the databases are dropped; SIGINT too, which is ignored where a script that was
    # itself started in the background starts the tests.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)


def pytest_sessionfinish(session):
    session.config.stash[RUNS].close()


def pytest_collection_finish(session):
    """Starts every run that the selected tests need, so that several are under way at a time."""
    runs = session.config.stash[RUNS]
    if session.config.option.collectonly:
        return
    for item in session.items:
        if isinstance(item, ExampleItem) and item.database not in runs.laboratory.missing:
            runs.start(item.example, item.database)


def pytest_terminal_summary(terminalreporter, config):
    runs = config.stash[RUNS]
    for database, count in runs.skipped.items():
        terminalreporter.write_line(
            f"NOT CHECKED on {DATABASES[database].title}: {count} tests skipped. {runs.laboratory.missing[database]}",
            yellow=True,
        )
    for line in (*(counted(runs) if runs.built else ()), *config.stash[SAID]):
        terminalreporter.write_line(line)


def counted(runs):
    """The table at the end of a run: each page's blocks by kind, all checked, and the runs behind them."""
    total = sum(runs.counts.values(), Counter())
    kinds = [kind for kind in counts.KINDS if total[kind]]
    width = max(map(len, (*runs.built, "executed and compared")))
    yield f"{'executed and compared':{width}}" + "".join(f"{kind:>10}" for kind in (*kinds, "all", "shown"))
    for page, shown in sorted(runs.built.items()):
        count = runs.counts.get(page, Counter())
        numbers = [*(count[kind] for kind in kinds), count.total(), shown]
        yield f"{page:{width}}" + "".join(f"{number:>10}" for number in numbers)
    done = runs.done()
    on = ", ".join(f"{DATABASES[database].title} {done[database]}" for database in done)
    shown = sum(runs.built.values())
    places = parameters.shown("en")
    missing = [name for name in places if not places[name]]
    yield (
        f"{len(places) - len(missing)} of {len(places)} parameters of relationship() stand in code that was executed; "
        f"not yet {', '.join(missing) or 'any'}"
    )
    yield f"{total.total()} of {shown} blocks; examples run with SQLAlchemy {sqlalchemy.__version__}: {on or 'none'}"


def pytest_collection_modifyitems(session, config, items):
    """A run of all pages also checks the number that the site shows."""
    pages_checked = {item.path for item in items if item.name == "inventory"}
    if pages_checked >= {*DOCS.rglob("*.md"), ROOT / "README.md"}:
        items.append(CountItem.from_parent(session, name="the numbers on the site"))


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".md" and (file_path.is_relative_to(DOCS) or file_path == ROOT / "README.md"):
        return PageFile.from_parent(parent, path=file_path)
    if is_example(file_path) and not parent.session.isinitpath(file_path):
        return ExampleFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path, parent):
    # A script named on the command line is an example here, not a module of tests.
    return ExampleFile.from_parent(parent, path=module_path) if is_example(module_path) else None


def is_example(path):
    return path.suffix == ".py" and path.parent.parent == EXAMPLES


class Check(pytest.Item):
    """One check; a `Diagnostic` or a `Failure` is reported as its text, without a traceback."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.add_marker("sqlalchemy")

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, (Diagnostic, Failure)):
            return f"{excinfo.value}\n\nJust this one: pytest '{self.nodeid}'"
        return super().repr_failure(excinfo)


class FunctionItem(Check):
    """A check that is a function, called without arguments."""

    def __init__(self, *, function, line=1, **kwargs):
        super().__init__(**kwargs)
        self.function, self.line = function, line

    def runtest(self):
        self.function()
        self.config.stash[RUNS].checked.add((self.path, self.line, None))

    def reportinfo(self):
        return self.path, self.line - 1, self.name


class ExampleItem(Check):
    """An example on one database: the fresh run equals the recorded one, and the shown code is the script's."""

    def __init__(self, *, example, database, line=1, code=None, section=None, **kwargs):
        super().__init__(**kwargs)
        self.example, self.database, self.line = example, database, line
        self.code, self.section = code, section

    def runtest(self):
        if self.code is not None and self.code != self.example.code(self.section):
            raise Diagnostic(self.path, self.line, f"the block is not what examples/{self.example.name}.py has")
        runs = self.config.stash[RUNS]
        fresh, declared = runs.fresh(self.example, self.database)
        diff = difference(self.example, self.database, fresh, declared)
        if diff:
            raise Failure(
                f"{relative(self.path)}:{self.line}: on {DATABASES[self.database].title}, "
                f"examples/{self.example.name}.py no longer does what is recorded:\n{diff}\n"
                f"If the new result is right, run `{examples.record_command(self.example, INSTALLED_VERSION)}` and look at `git diff`"
            )
        runs.checked.add((self.path, self.line, self.database))

    def reportinfo(self):
        return self.path, self.line - 1, self.name


class CountItem(Check):
    """The numbers on the site are those of this run."""

    def runtest(self):
        runs = self.config.stash[RUNS]
        recorded, done = counts.runs()[INSTALLED_VERSION], runs.done()
        wrong = [
            f"{page}: {dict(runs.counts.get(page, {}))} were executed, the site says {dict(count)}"
            for page, count in counts.blocks().items()
            if count != runs.counts.get(page, Counter())
        ] + [
            f"{DATABASES[database].title}: {done[database]} examples ran, the site says {number}"
            for database, number in recorded.items()
            if database not in runs.laboratory.missing and done[database] != number
        ]
        if wrong:
            raise Failure("\n".join(["the numbers on the site are not those of this run:", *wrong]))


class ExampleFile(pytest.File):
    def collect(self):
        try:
            example = examples.load(self.path)
        except Diagnostic as problem:
            yield failing(self, "header", problem)
            return
        for database in example.databases:
            yield ExampleItem.from_parent(self, name=database, example=example, database=database)
        yield FunctionItem.from_parent(
            self, name="every line ran", function=lambda: self.check_lines(example)
        )

    def check_lines(self, example):
        runs = self.config.stash[RUNS]
        for problem in lines_that_never_ran(example, runs.lines_of_runs(example)):
            if not runs.is_complete(example):
                pytest.skip(f"cannot tell without every server: {problem}")
            raise problem


class PageFile(pytest.File):
    def collect(self):
        try:
            text = read_text(self.path)
        except Diagnostic as problem:
            yield failing(self, "text", problem)
            return
        yield FunctionItem.from_parent(self, name="structure", function=self.check_structure)
        language = next((part for part in self.path.parts if part in LANGUAGES), "en")
        expansion = expand(text, self.path, language)
        for problem in expansion.problems:
            yield failing(self, f"line {problem.line}", problem)
        yield from self.referenced_without_code(expansion)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of old skips: they are refused below
                blocks = extract_from_buffer(io.StringIO(expansion.text))
        except RuntimeError as error:
            yield failing(self, "blocks", Diagnostic(self.path, 1, str(error)))
            return
        references = [r for r in expansion.references if r.shows_code]
        for block in blocks:
            yield from self.block_items(block, expansion, references)
        yield FunctionItem.from_parent(
            self, name="inventory", function=lambda: self.check_inventory(text, language, blocks, expansion)
        )

    def check_structure(self):
        if self.path.is_relative_to(DOCS):
            name = self.path.relative_to(DOCS).parts
            found = check_page(DOCS, "/".join(name[1:])) if name[0] in LANGUAGES else []
        else:
            found = list(block_diagnostics(markdown_blocks.scan(self.path.read_text("utf-8")), self.path))
        if found:
            raise found[0]

    def check_inventory(self, text, language, blocks, expansion):
        """Every block that readers see was found in the source, and its check passed in this session."""
        runs = self.config.stash[RUNS]
        shown = inventory.expected(text, self.path, language, runs.shown)
        in_docs = self.path.is_relative_to(DOCS)
        if in_docs:
            url = self.path.relative_to(DOCS).with_suffix("")
            folder = url.parent if url.name == "index" else url
            built = (runs.site / folder / "index.html").read_text("utf-8")
            runs.built[relative(self.path)] = len(inventory.built(built))
            inventory.compare(built, shown, self.path, text)
        else:
            runs.built[relative(self.path)] = len(shown)
        # pytest-codeblocks must see each block, too: all that readers see is in what it hands to the checkers
        seen = {expansion.line_map[block.lineno - 1] for block in blocks}
        for block in shown:
            needed = [None]
            if block.reference:
                needed = [d for d in block.reference.example.databases if d not in runs.laboratory.missing]
                self.check_shown_lines(block.reference, runs)
            elif block.kind == "output":
                continue  # the block before it compares it
            if block.reference is None and block.line not in seen:
                raise Diagnostic(
                    self.path, block.line, "pytest-codeblocks does not see this block. Use ``` for it"
                )
            for database in needed:
                if (self.path, block.line, database) not in runs.checked:
                    where = f" on {DATABASES[database].title}" if database else ""
                    raise Diagnostic(
                        self.path, block.line, f"this block failed, or was not executed in this run{where}"
                    )
        runs.counts[relative(self.path)] = Counter(block.kind for block in shown)

    @staticmethod
    def check_shown_lines(reference, runs):
        example = reference.example
        lines = example.lines(reference.section)
        module = example.modules.get(reference.section)
        if runs.is_complete(example):
            for problem in lines_that_never_ran(example, runs.lines_of_runs(example)):
                if problem.path == module or (
                    problem.path == example.path
                    and module is None
                    and problem.line in [example.file_lines[line - 1] for line in lines]
                ):
                    raise problem

    def referenced_without_code(self, expansion):
        for reference in expansion.references:
            if not reference.shows_code and reference.example:
                yield from self.example_items(reference, None)

    def example_items(self, reference, code):
        section = f" {reference.section}" if reference.section else ""
        for database in reference.example.databases:
            yield ExampleItem.from_parent(
                self,
                name=f"line {reference.line}: {reference.kind} {reference.example.name}{section} [{database}]",
                example=reference.example,
                database=database,
                line=reference.line,
                section=reference.section,
                code=code,
            )

    def block_items(self, block, expansion, references):
        line = expansion.line_map[block.lineno - 1]
        if references and references[0].line == line:
            yield from self.example_items(references.pop(0), block.code)
            return
        name = f"line {line}: {block.syntax or 'no language'}"
        checker = {
            "python": self.run_python,
            "sh": self.run_shell,
            "bash": self.run_shell,
            "markdown": self.check_markdown,
        }.get(block.syntax)
        if block.marks or block.importorskip:
            yield failing(self, name, Diagnostic(self.path, line, "no block may be skipped or expected to fail"))
        elif checker is None:
            yield failing(
                self,
                name,
                Diagnostic(self.path, line, f"no checker knows a block that begins ```{block.syntax}"),
            )
        else:
            yield FunctionItem.from_parent(self, name=name, line=line, function=lambda: checker(block, line))

    def run_shell(self, block, line):
        run_shell(self.path, block, line)

    def check_markdown(self, block, line):
        """Markdown that a page shows as such: what it refers to exists, and its headings have ids."""
        problems = expand(block.code, self.path, "en").problems
        problems += heading_diagnostics(markdown_blocks.scan(block.code), self.path)
        for problem in problems:
            raise Diagnostic(self.path, line + problem.line, problem.message)

    def run_python(self, block, line):
        """A script written in the page itself: runs on SQLite, prints what the page says."""
        script = Example(self.path, block.code, [line + 1 + n for n in range(block.code.count("\n") + 1)])
        for problem in swallowed_errors(script):
            raise problem
        runner = self.config.stash[RUNS].laboratory.runner
        try:
            result = runner.run_source(block.code, relative(self.path))
        except RunFailed as failed:
            raise Diagnostic(self.path, line, str(failed)) from failed
        error = result.get("exception")
        if error:
            raise script.problem(error["line"], f"{error['type']}: {error['message']}")
        for warning in result["warnings"]:
            raise script.problem(warning["line"], f"{warning['category']}: {warning['message']}")
        for problem in lines_that_never_ran(script, [result["lines"]]):
            raise problem
        printed = "".join(event["text"] for event in result["log"] if event["kind"] == "print")
        compare_output(self.path, line, block, printed)


def failing(parent, name, problem):
    def fail():
        raise problem

    return FunctionItem.from_parent(parent, name=name, line=problem.line, function=fail)


def compare_output(path, line, block, printed):
    if block.expected_output is not None and block.expected_output != printed:
        diff = difflib.unified_diff(
            block.expected_output.splitlines(),
            printed.splitlines(),
            "shown in the page",
            "printed by the block",
            lineterm="",
        )
        raise Failure(
            f"{relative(path)}:{line}: the page shows other output than the block gives.\n"
            f"{textwrap.indent(block.code, '    ')}\n" + "\n".join(diff)
        )


def run_shell(path, block, line):
    """Runs a block of shell commands in a copy of the repository, with this environment's programs.

    A block that serves the site is run until the site answers. `make test` would start itself again
    without end: there, it runs one page.
    """
    with copied_repository() as copy:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "VENV": sys.prefix,
            "SQLALCHEMY": INSTALLED_VERSION,
            "MAKEFLAGS": "",
            "ARGS": "docs/en/index.md",
            "PYTEST_ADDOPTS": "",
            "ADDRESS": f"127.0.0.1:{free_port()}",
        }
        process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", block.code],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        serves = block.code.strip() == "make serve"
        try:
            if serves:
                output = wait_until_served(path, line, process, environment["ADDRESS"])
            else:
                output, _ = process.communicate(timeout=SHELL_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise Failure(f"{relative(path)}:{line}: still running after {SHELL_TIMEOUT} s") from None
        finally:
            end(process)
        if not serves and process.returncode:
            raise Failure(
                f"{relative(path)}:{line}: the commands end with exit status {process.returncode}:\n{output}"
            )
        if not serves:
            compare_output(path, line, block, output)


def end(process):
    """Ends a shell block with all that it started: first by an interrupt, so that a test run can clean up."""
    for how, seconds in ((signal.SIGINT, 15), (signal.SIGKILL, None)):
        if process.poll() is None:
            os.killpg(process.pid, how)
            try:
                process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                continue
    try:
        os.killpg(process.pid, signal.SIGKILL)  # what it left in the background
    except ProcessLookupError:
        pass


def wait_until_served(path, line, process, address):
    deadline = time.monotonic() + SHELL_TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{address}/ko/", timeout=5) as response:
                if b'class="page-body"' in response.read():
                    return ""
        except OSError:
            time.sleep(0.2)
    if process.poll() is None:
        raise Failure(f"{relative(path)}:{line}: no page at http://{address}/ko/ after {SHELL_TIMEOUT} s")
    raise Failure(f"{relative(path)}:{line}: the server ended:\n{process.stdout.read()}")
