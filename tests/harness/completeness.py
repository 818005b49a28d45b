"""Whether the navigation, the folders, the collected and executed pages and the site have the same pages."""

import fnmatch
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from livedocs import Diagnostic
from livedocs.languages import LANGUAGES
from tests.harness.page import Page


def pages_on_disk(docs: Path) -> list[Path]:
    """All pages of all languages, in every folder."""
    return [path for language in LANGUAGES for path in sorted((docs / language).rglob("*.md"))]


def navigation(configuration: Path) -> dict[str, int]:
    """The pages that the navigation names, each with its line of ``mkdocs.yml``."""
    found, inside = {}, False
    for number, line in enumerate(configuration.read_text("utf-8").split("\n"), 1):
        if re.match(r"\S", line):
            inside = line.startswith("nav:")
        elif inside and (match := re.search(r"[\w./-]+\.md\b", line)):
            found[match[0]] = number
    return found


def not_in_navigation(docs: Path, configuration: Path) -> Iterator[Diagnostic]:
    """Pages that the navigation lacks, and entries of it that are no page in one of the languages."""
    named, there = navigation(configuration), set()
    for path in pages_on_disk(docs):
        name = path.relative_to(docs).as_posix().split("/", 1)[1]
        there.add(path)
        if name not in named:
            yield Diagnostic(path, 1, f"the navigation lacks this page: add {name} to nav in mkdocs.yml")
    for name, line in named.items():
        for language in LANGUAGES:
            if docs / language / name not in there:
                yield Diagnostic(configuration, line, f"there is no page docs/{language}/{name}")


def not_collected(
    docs: Path, collected: Iterable[Path], never_entered: Sequence[str]
) -> Iterator[Diagnostic]:
    """Pages that pytest did not collect, each with the reason if it is known; `never_entered` are patterns of
    folders' names, pytest's setting ``norecursedirs``."""
    collected = set(collected)
    for path in pages_on_disk(docs):
        if path in collected:
            continue
        folders = [folder for folder in path.parents if folder.is_relative_to(docs)]
        unseen = [f for f in folders if any(fnmatch.fnmatch(f.name, pattern) for pattern in never_entered)]
        conftest = [f for f in [*folders, docs.parent] if (f / "conftest.py").exists() and f != docs.parent]
        why = "see `collect_ignore`, `--ignore` and the plugins of pytest"
        if unseen:
            why = f"it never enters a folder called {unseen[0].name!r}. Give the folder another name"
        elif conftest:
            name = (conftest[0] / "conftest.py").relative_to(docs.parent).as_posix()
            why = f"{name} decides what it takes. Remove it"
        yield Diagnostic(path, 1, f"pytest does not collect this page, so that nothing checks it: {why}")


def not_built(docs: Path, site: Path) -> Iterator[Diagnostic]:
    """Pages that the site lacks."""
    for path in pages_on_disk(docs):
        if not (site / Page(path, docs).place).exists():
            yield Diagnostic(path, 1, "the site was built without this page")


def not_executed(
    pages: Iterable[Path],
    executed: Mapping[str, Counter[str]],
    expected: Mapping[str, Counter[str]],
    failed: set[Path],
) -> Iterator[Diagnostic]:
    """Pages of which other blocks were executed than the site says. `failed` have said what is wrong there.

    `executed` has an entry for each page whose test has passed; both map a page's name to its blocks by kind.
    """
    for path in pages:
        name = Page(path).name
        if path in failed:
            continue
        if name not in executed:
            yield Diagnostic(path, 1, "this page was not executed: its test was skipped or never began")
        elif executed[name] != expected[name]:
            kinds = sorted({*executed[name], *expected[name]})
            different = ", ".join(
                f"{kind} {executed[name][kind]} instead of {expected[name][kind]}"
                for kind in kinds
                if executed[name][kind] != expected[name][kind]
            )
            yield Diagnostic(path, 1, f"not as many blocks were executed as the site says: {different}")
