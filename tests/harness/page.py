"""One page, without pytest: what it shows, and everything that is wrong with it."""

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from pytest_codeblocks import CodeBlock, extract_from_buffer

from livedocs import ROOT, Diagnostic, read_text, relative, site
from livedocs.check.pages import check_page, check_readme
from livedocs.content.examples import lines_that_never_ran
from livedocs.databases import DATABASES
from livedocs.languages import LANGUAGES
from livedocs.render.expand import Expansion, expand
from livedocs.render.references import Reference
from tests.harness import inventory, render_alone
from tests.harness.inventory import Shown
from tests.harness.report import Failure
from tests.harness.runs import Runs

DOCS = ROOT / "docs"


class Page:
    """A page below ``docs/``, or the README. Raises `Diagnostic` where its text cannot be read."""

    def __init__(self, path: Path, docs: Path = DOCS) -> None:
        self.path, self.docs = path, docs
        self.name = relative(path)

    @property
    def in_docs(self) -> bool:
        return self.path.is_relative_to(self.docs)

    @property
    def language(self) -> str:
        folders = self.path.relative_to(self.docs).parts if self.in_docs else ()
        return next((name for name in folders if name in LANGUAGES), "en")

    @cached_property
    def text(self) -> str:
        return read_text(self.path)

    @cached_property
    def expansion(self) -> Expansion:
        return expand(self.text, self.path, self.language)

    @cached_property
    def _blocks(self) -> list[tuple[int, CodeBlock]]:
        """The blocks that pytest-codeblocks finds, each with its line. Raises `Diagnostic` where it fails."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of old skips: they are refused
                found = extract_from_buffer(io.StringIO(self.expansion.text))
        except RuntimeError as error:
            raise Diagnostic(self.path, 1, str(error)) from error
        return [(self.expansion.line_map[block.lineno - 1], block) for block in found]

    @cached_property
    def _of_references(self) -> dict[int, CodeBlock]:
        """The code that each reference became: {line: block}."""
        lines = {reference.line for reference in self.expansion.references if reference.shows_code}
        found: dict[int, CodeBlock] = {}
        for line, block in self._blocks:
            if line in lines:
                found.setdefault(line, block)
        return found

    @property
    def own_blocks(self) -> list[tuple[int, CodeBlock]]:
        """The blocks that the page has in itself, each with its line."""
        references = [id(block) for block in self._of_references.values()]
        return [(line, block) for line, block in self._blocks if id(block) not in references]

    @property
    def references(self) -> list[Reference]:
        """The references to examples."""
        return [reference for reference in self.expansion.references if reference.example]

    @cached_property
    def shown(self) -> list[Shown]:
        return inventory.expected(self.text, self.language, self.expansion)

    def count(self) -> Counter[str]:
        """The blocks that references show, by kind."""
        return Counter(block.kind for block in self.shown if block.reference)

    def built_blocks(self, built: Path | None) -> list[str]:
        """What the page's HTML shows, on the built site or else alone. The README is not on the site."""
        if not self.in_docs:
            return [block.text for block in self.shown]
        if built is None:
            return inventory.built(render_alone.page_html(self.on_site))
        return inventory.built((built / self.place).read_text("utf-8"))

    @property
    def on_site(self) -> site.Page:
        """The page as the build has it, without its front matter."""
        src_uri = self.path.relative_to(self.docs).as_posix()
        return site.Page(self.path, src_uri, self.text, {}, "", self.expansion)

    @property
    def place(self) -> Path:
        """The file of the page on the site."""
        url = self.path.relative_to(self.docs).with_suffix("")
        return (url.parent if url.name == "index" else url) / "index.html"

    def structure_problems(self) -> list[Diagnostic]:
        """What the checks of a page say about this file. What is wrong in another language's file is reported
        with that one, but for what this one lacks."""
        if not self.in_docs:
            return check_readme(self.path)
        name = self.path.relative_to(self.docs)
        if name.parts[0] not in LANGUAGES:
            return []  # reported by the build
        found = []
        for problem in check_page(self.docs, "/".join(name.parts[1:])):
            if problem.path == self.path:
                found.append(problem)
            elif here := re.search(rf"{re.escape(self.name)}(?::(\d+))?\b", problem.message):
                found.append(Diagnostic(self.path, int(here[1] or 1), f"compared with this page, {problem}"))
        return found

    def problems(self, runs: Runs, built: Path | None) -> Iterator[Exception]:
        """Everything that is wrong with the page but for the blocks that it has in itself."""
        self.text  # noqa: B018 - raises where it cannot be read
        yield from self.structure_problems()
        yield from self.expansion.problems
        seen = {line for line, _ in self._blocks}
        for block in self.shown:
            if block.reference is None and block.kind != "output" and block.line not in seen:
                yield Diagnostic(
                    self.path, block.line, "pytest-codeblocks does not see this block. Use ``` for it"
                )
        yield from self.reference_problems(runs)
        if not self.expansion.problems:
            yield from self.html_problems(built)

    def html_problems(self, built: Path | None) -> Iterator[Diagnostic]:
        """Where the page's HTML shows anything else than what is checked."""
        if built is not None and self.in_docs and not (built / self.place).exists():
            yield Diagnostic(self.path, 1, "the site was built without this page")
            return
        yield from inventory.compare(self.built_blocks(built), self.shown, self.path, self.text)

    def reference_problems(self, runs: Runs) -> Iterator[Exception]:
        """Where the code or the results of an example are not what a run gives."""
        reported: set[Exception] = set()
        for reference in self.references:
            example, line = reference.example, reference.line
            if reference.shows_code:
                block = self._of_references.get(line)
                if block is None or block.code != example.code(reference.section):
                    message = f"the block is not what examples/{example.name}.py has"
                    yield Diagnostic(self.path, line, message)
            yield from runs.missing_under_ci(example.databases)
            for database in runs.reachable(example):
                problem = runs.difference(example, database)
                if problem is None:
                    continue
                command = f"pytest '{relative(example.path)}::{database}'"
                why = "as above" if problem in reported else f"run `{command}`:\n{problem}"
                reported.add(problem)
                where = f"{self.name}:{line}: examples/{example.name}.py fails on {DATABASES[database].title}"
                yield Failure(f"{where}, {why}")
            yield from self.lines_that_never_ran(reference, runs)

    def lines_that_never_ran(self, reference: Reference, runs: Runs) -> Iterator[Diagnostic]:
        """The shown lines that no run executed, where all of the example's databases can be reached."""
        example = reference.example
        if not runs.ran_everywhere(example) or any(runs.difference(example, d) for d in example.databases):
            return
        module = example.modules.get(reference.section)
        lines = {example.file_lines[line - 1] for line in example.lines(reference.section)}
        for problem in lines_that_never_ran(example, runs.lines_of_runs(example)):
            here = problem.path == example.path and module is None and problem.line in lines
            if here or problem.path == module:
                yield problem
