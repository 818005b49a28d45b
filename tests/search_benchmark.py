"""How well the search finds the page that answers a question: ``make search-benchmark``.

The queries are in ``tests/search/LANGUAGE.toml``, by the page that should come first, in two halves: `seen`, with which the
search may be tuned, and `held_out`. Each is put into the search of the built site in Chromium, as a paste. Printed is the
share of queries whose page is the first found, and among the first three.
"""

import argparse
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from livedocs import LANGUAGES, ROOT
from tests.browser import browser, executable, paste_into_search
from tests.conftest import build, serving

FOLDER = ROOT / "tests" / "search"
HALVES = ("seen", "held_out")
GOAL = 0.95  # within the first three


@dataclass(frozen=True)
class Query:
    text: str
    page: str  # as "deleting/bulk"
    half: str


def queries(language, folder=FOLDER):
    """The queries of a language, in the order of the file. Raises `ValueError` where the file names no page of the site."""
    path = folder / f"{language}.toml"
    found = []
    for page, halves in tomllib.loads(path.read_text("utf-8")).items():
        if not (ROOT / "docs" / language / f"{page}.md").exists():
            raise ValueError(f"{path}: [{page}] is no page: there is no docs/{language}/{page}.md")
        if unknown := halves.keys() - set(HALVES):
            raise ValueError(f"{path}: [{page}] has {sorted(unknown)}; write {' or '.join(HALVES)}")
        found += [Query(text, page, half) for half in HALVES for text in halves.get(half, [])]
    return found


def share(ranks, first):
    """The share of `ranks` that are among the `first`; a rank is 1 for the first page found, None for a page not found."""
    return sum(rank is not None and rank <= first for rank in ranks) / len(ranks)


def rank(page, pages):
    return pages.index(page) + 1 if page in pages else None


META = "document.querySelector('.md-search-result__meta').textContent"
LINKS = "document.querySelectorAll('.md-search-result__item > a')"


def found_pages(tab, language, text):
    """The pages that the search of the open page shows for `text`, the best first, each once."""
    tab.fill(".md-search__input", "")
    tab.keyboard.press("Shift")
    tab.wait_for_function(f"{LINKS}.length === 0")
    empty = tab.evaluate(META)
    paste_into_search(tab, text)
    tab.wait_for_function(f"(empty) => {LINKS}.length > 0 || {META} !== empty", arg=empty)
    paths = tab.evaluate(f"[...{LINKS}].map((link) => link.pathname)")
    return list(dict.fromkeys(path.split(f"/{language}/", 1)[-1].strip("/") for path in paths))


def measure(chromium, address, language):
    """[(query, rank of its page)]"""
    tab = chromium.new_page(locale="ko-KR" if language == "ko" else "en-US")
    tab.goto(f"{address}/{language}/")
    tab.click("label.md-search__icon, .md-search__input")
    ranked = [
        (query, rank(query.page, found_pages(tab, language, query.text))) for query in queries(language)
    ]
    tab.close()
    return ranked


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.search_benchmark")
    parser.add_argument("--missed", action="store_true", help="show the queries of `seen` that miss")
    options = parser.parse_args(arguments)
    if executable() is None:
        return "There is no Chromium or Chrome on the PATH to search in."
    with tempfile.TemporaryDirectory() as folder:
        status, output = build(Path(folder) / "docs")
        if status:
            return output
        with serving(folder) as address, browser() as chromium:
            for language in LANGUAGES:
                ranked = measure(chromium, address, language)
                for half in HALVES:
                    ranks = [position for query, position in ranked if query.half == half]
                    three = share(ranks, 3)
                    print(
                        f"{language} {half:<8} {len(ranks):>4} queries: first {share(ranks, 1):.2f}, "
                        f"first three {three:.2f} (goal {GOAL}: {'met' if three >= GOAL else 'missed'})"
                    )
                if options.missed:
                    for query, position in ranked:
                        if query.half == "seen" and (position is None or position > 3):
                            print(f"  {query.text}: {query.page} is {position or 'not found'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
