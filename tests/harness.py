"""The pytest plugin that executes pages and examples.

* ``pytest examples/deleting/default.py`` runs the script on each database and compares the result with
  the recorded one.
* ``pytest docs/en/deleting/parent-deleted.md`` does so for every block of the page: it expands the page
  as the site does, lets pytest-codeblocks find the blocks, and hands each to the checker of its kind.

A block that no checker knows fails. Without a database server its tests are skipped, with one line in the
summary that says why; where the environment has CI set they fail.
"""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_codeblocks import extract_from_buffer

from livedocs import DATABASE_NAMES, EXAMPLES, LANGUAGES, ROOT, Problem, examples, pages, relative
from livedocs.expand import expand
from livedocs.hook import check_page
from livedocs.record import VERSION, Laboratory, difference
from livedocs.runner import RunFailed

DOCS = ROOT / "docs"
WORKERS = 2
SHELL_TIMEOUT = 600  # seconds a shell block may take
CHECKED = ("python", "sh", "bash", "markdown")


class Failure(Exception):
    """A check that did not pass; its text is the whole report."""


class Runs:
    """The runs of one test session: each example once on each database, several at a time."""

    def __init__(self):
        self._laboratory = None
        self._pool = ThreadPoolExecutor(WORKERS)
        self._futures = {}
        self.skipped = {}  # database -> number of tests that its missing server skipped

    @property
    def laboratory(self):
        if self._laboratory is None:
            self._laboratory = Laboratory()
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
        run, _ = self.start(example, database).result()
        return run

    def close(self):
        self._pool.shutdown(cancel_futures=True)
        if self._laboratory is not None:
            self._laboratory.close()


RUNS = pytest.StashKey[Runs]()


def pytest_configure(config):
    config.stash[RUNS] = Runs()


def pytest_unconfigure(config):
    config.stash[RUNS].close()


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
            f"NOT CHECKED on {DATABASE_NAMES[database]}: {count} tests skipped. {runs.laboratory.missing[database]}",
            yellow=True,
        )


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
    return path.suffix == ".py" and path.is_relative_to(EXAMPLES)


class Check(pytest.Item):
    """One check; a `Problem` or a `Failure` is reported as its text, without a traceback."""

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, (Problem, Failure)):
            return f"{excinfo.value}\n\nJust this one: pytest '{self.nodeid}'"
        return super().repr_failure(excinfo)


class FunctionItem(Check):
    """A check that is a function, called without arguments."""

    def __init__(self, *, function, line=1, **kwargs):
        super().__init__(**kwargs)
        self.function, self.line = function, line

    def runtest(self):
        self.function()

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
            raise Problem(self.path, self.line, f"the block is not what examples/{self.example.name}.py has")
        fresh = self.config.stash[RUNS].fresh(self.example, self.database)
        diff = difference(self.example, self.database, fresh)
        if diff:
            raise Failure(
                f"{relative(self.path)}:{self.line}: on {DATABASE_NAMES[self.database]}, "
                f"examples/{self.example.name}.py no longer does what is recorded:\n{diff}\n"
                f"If the new result is right, run `{examples.record_command(self.example, VERSION)}` and look at `git diff`"
            )

    def reportinfo(self):
        return self.path, self.line - 1, self.name


class ExampleFile(pytest.File):
    def collect(self):
        try:
            example = examples.load(self.path)
        except Problem as problem:
            yield failing(self, "header", problem)
            return
        for database in example.databases:
            yield ExampleItem.from_parent(self, name=database, example=example, database=database)


class PageFile(pytest.File):
    def collect(self):
        text = self.path.read_text("utf-8")
        yield FunctionItem.from_parent(self, name="structure", function=self.check_structure)
        language = next((part for part in self.path.parts if part in LANGUAGES), "en")
        expansion = expand(text, self.path, language)
        for problem in expansion.problems:
            yield failing(self, f"line {problem.line}", problem)
        yield from self.referenced_without_code(expansion)
        try:
            blocks = extract_from_buffer(io.StringIO(expansion.text))
        except RuntimeError as error:
            yield failing(self, "blocks", Problem(self.path, 1, str(error)))
            return
        yield FunctionItem.from_parent(
            self, name="every block found", function=lambda: self.check_inventory(expansion, blocks)
        )
        references = [r for r in expansion.references if r.kind in ("example", "code")]
        for block in blocks:
            yield from self.block_items(block, expansion, references)

    def check_structure(self):
        if self.path.is_relative_to(DOCS):
            name = self.path.relative_to(DOCS).parts
            found = check_page(DOCS, "/".join(name[1:])) if name[0] in LANGUAGES else []
            if found:
                raise found[0]

    def check_inventory(self, expansion, blocks):
        """pytest-codeblocks must have found every block that the page has."""
        found = {block.lineno for block in blocks}
        for block in pages.scan(expansion.text):
            # the block behind an expected-output or cont comment belongs to the one before
            if (
                block.kind == "code"
                and block.line not in found
                and not self.belongs(expansion.text, block.line)
            ):
                line = expansion.line_map[block.line - 1]
                raise Problem(
                    self.path,
                    line,
                    f"pytest-codeblocks does not see this block: {block.lines[0].strip()!r}. Use ```",
                )

    @staticmethod
    def belongs(text, line):
        before = [x.strip() for x in text.split("\n")[: line - 1] if x.strip()]
        return bool(before) and re.match(r"<!--[-\s]*pytest-codeblocks:(expected-output|cont)", before[-1])

    def referenced_without_code(self, expansion):
        for reference in expansion.references:
            if reference.kind in ("results", "diagram"):
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
        if block.marks or block.importorskip:
            yield failing(self, name, Problem(self.path, line, "no block may be skipped or expected to fail"))
        elif block.syntax == "python":
            yield FunctionItem.from_parent(
                self, name=name, line=line, function=lambda: self.run_python(block, line)
            )
        elif block.syntax in ("sh", "bash"):
            yield FunctionItem.from_parent(
                self, name=name, line=line, function=lambda: run_shell(self.path, block, line)
            )
        elif block.syntax == "markdown":
            yield FunctionItem.from_parent(
                self, name=name, line=line, function=lambda: self.check_markdown(block, line)
            )
        else:
            known = ", ".join(CHECKED)
            message = f"no checker knows a block that begins ```{block.syntax}. There is one for {known}"
            yield failing(self, name, Problem(self.path, line, message))

    def check_markdown(self, block, line):
        """Markdown that a page shows as such: what it refers to exists, and its headings have ids."""
        problems = expand(block.code, self.path, "en").problems
        problems += pages.heading_problems(pages.scan(block.code), self.path)
        for problem in problems:
            raise Problem(self.path, line + problem.line, problem.message)

    def run_python(self, block, line):
        """A script written in the page itself: runs on SQLite, prints what the page says."""
        runner = self.config.stash[RUNS].laboratory.runner
        try:
            result = runner.run_source(block.code, f"{relative(self.path)}:{line}")
        except RunFailed as failed:
            raise Problem(self.path, line, str(failed)) from failed
        error = result.get("exception")
        if error:
            raise Problem(self.path, line + (error["line"] or 0), f"{error['type']}: {error['message']}")
        for warning in result["warnings"]:
            raise Problem(self.path, line, f"{warning['category']}: {warning['message']}")
        printed = "".join(event["text"] for event in result["log"] if event["kind"] == "print")
        compare_output(self.path, line, block, printed)


def failing(parent, name, problem):
    def fail():
        raise problem

    return FunctionItem.from_parent(parent, name=name, line=problem.line, function=fail)


def compare_output(path, line, block, printed):
    if block.expected_output is not None and block.expected_output != printed:
        raise Failure(
            f"{relative(path)}:{line}: the page shows other output than the block gives.\n"
            f"shown:\n{block.expected_output}\ngiven:\n{printed}"
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
            "PYTEST_ADDOPTS": "docs/en/index.md",
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
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.communicate()
        if not serves and process.returncode:
            raise Failure(
                f"{relative(path)}:{line}: the commands end with exit status {process.returncode}:\n{output}"
            )
        if not serves:
            compare_output(path, line, block, output)


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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


GENERATED = shutil.ignore_patterns(".git", ".venv*", "site", "__pycache__", ".pytest_cache", ".ruff_cache")


@contextmanager
def copied_repository():
    """A copy of what the repository holds, without what is generated; vanishes at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(ROOT, Path(folder) / "copy", ignore=GENERATED))
