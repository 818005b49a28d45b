"""How well the search finds the page that answers a question: ``make search-benchmark``.

The queries are in ``benchmarks/search/queries/LANGUAGE.toml``, by the page that should come first, in two
halves: `seen`, with which the search may be tuned, and `held_out`. Each is put into the search of the built
site in Chromium, as a paste, and into two others over the same pages: Material's own search, with its
defaults, and Pagefind. Printed is the share of queries whose page is the first found, and among the first
three.

Only this site's search knows the glossary's synonyms and the pages' `keywords`: the others have no place for
them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import stock_site
from livedocs import ROOT
from livedocs.languages import LANGUAGES
from tests.support.browser import browser, executable, found, open_search, search_for
from tests.support.http_server import serving
from tests.support.processes import build

FOLDER = Path(__file__).parent
PAGEFIND = ROOT / ".cache" / "search-benchmark"  # where it is installed
HALVES = ("seen", "held_out")
GOAL = 0.95  # within the first three, for the site
SUBJECTS = {"site": "this site", "material": "Material's search", "pagefind": "Pagefind"}


Search = Callable[[str], list[str]]  # a text -> the pages found, the best first
Ranked = list[tuple["Query", int | None]]  # with the rank of the query's page, None if it was not found


@dataclass(frozen=True)
class Query:
    text: str
    page: str  # as "deleting/bulk"
    half: str


def queries(language: str, folder: Path = FOLDER / "queries") -> list[Query]:
    """The queries of a language, in the order of the file. Raises `ValueError` where an entry is wrong."""
    path = folder / f"{language}.toml"
    found = []
    for page, halves in tomllib.loads(path.read_text("utf-8")).items():
        if not (ROOT / "docs" / language / f"{page}.md").exists():
            raise ValueError(f"{path}: [{page}] is no page: there is no docs/{language}/{page}.md")
        if unknown := halves.keys() - set(HALVES):
            raise ValueError(f"{path}: [{page}] has {sorted(unknown)}; write {' or '.join(HALVES)}")
        found += [Query(text, page, half) for half in HALVES for text in halves.get(half, [])]
    return found


def share(ranks: Sequence[int | None], first: int) -> float:
    """The share of `ranks` that are at most `first`; None is the rank of a page that was not found."""
    return sum(rank is not None and rank <= first for rank in ranks) / len(ranks)


def rank(page: str, pages: Sequence[str]) -> int | None:
    """The place of `page` among `pages`, from 1; None if it is not there."""
    return pages.index(page) + 1 if page in pages else None


def page_of(address: str, root: str) -> str:
    """The page at `address`, as "deleting/bulk"."""
    return (
        address.split("#")[0]
        .split("?")[0]
        .split(root, 1)[-1]
        .strip("/")
        .removesuffix("index.html")
        .strip("/")
    )


# Each of the following opens what it needs in a page of Chromium, and returns the search.


def site_search(tab: Page, address: str, language: str) -> Search:
    """This site's, through its dialog."""
    tab.goto(f"{address}/{language}/")
    open_search(tab)

    def answer(text: str) -> list[str]:
        search_for(tab, text)
        return [page_of(links[0], f"/{language}/") for links in found(tab)]

    return answer


MATERIAL = """async () => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const base = new URL(config.base + "/", location);
  const index = await (await fetch(new URL("search/search_index.json", base))).json();
  const worker = new Worker(new URL(config.search, location));
  const answer = (type) => new Promise((resolve) => {
    worker.addEventListener("message", function heard({ data }) {
      if (data.type !== type) return;
      worker.removeEventListener("message", heard);
      resolve(data.data);
    });
  });
  const isReady = answer(1);
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  await isReady;
  window.find = async (text) => {
    const found = answer(3);
    worker.postMessage({ type: 2, data: text });
    return (await found).items.map(([page]) => page.location);
  };
}"""


def material_search(tab: Page, address: str, language: str) -> Search:
    """Material's worker, with the index and the messages that its own script sends it."""
    tab.goto(f"{address}/")
    tab.evaluate(MATERIAL)

    def answer(text: str) -> list[str]:
        locations = tab.evaluate("(text) => find(text)", text)
        return list(dict.fromkeys(page_of(location, "\0") for location in locations))

    return answer


def pagefind_search(tab: Page, address: str, language: str) -> Search:
    """Pagefind's, through its API."""
    tab.goto(f"{address}/")
    tab.evaluate(
        """async (address) => {
          const pagefind = await import(address);
          await pagefind.options({ excerptLength: 5 });
          await pagefind.init();
          window.find = async (text) => {
            const { results } = await pagefind.search(text);
            return Promise.all(results.slice(0, 10).map(async (result) => (await result.data()).url));
          };
        }""",
        f"{address}/pagefind/pagefind.js",
    )
    return lambda text: [page_of(url, "/docs/") for url in tab.evaluate("(text) => find(text)", text)]


def index_with_pagefind(site: Path) -> None:
    """Puts Pagefind's files into the folder of a built site."""
    from runtime.build import install

    package = install(FOLDER / "npm", PAGEFIND) / "pagefind"
    node = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        (
            "node",
            package / "lib" / "runner" / "bin.cjs",
            "--site",
            site,
            "--root-selector",
            "article",
            "--exclude-selectors",
            ".headerlink",
        ),
        env={**os.environ, "PATH": node},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def checked(status_and_output: tuple[int, str]) -> None:
    """Ends the program with the output of a build that failed."""
    status, output = status_and_output
    if status:
        raise SystemExit(output)


def measure(
    chromium: Browser, search: Callable[[Page, str, str], Search], address: str, language: str
) -> Ranked:
    """Puts each query of the language into the search."""
    tab = chromium.new_page(locale="ko-KR" if language == "ko" else "en-US")
    answer = search(tab, address, language)
    ranked = [(query, rank(query.page, answer(query.text))) for query in queries(language)]
    tab.close()
    return ranked


def report(name: str, language: str, ranked: Ranked, is_ours: bool) -> None:
    for half in HALVES:
        ranks = [position for query, position in ranked if query.half == half]
        three = share(ranks, 3)
        goal = f" (goal {GOAL}: {'met' if three >= GOAL else 'missed'})" if is_ours else ""
        print(
            f"{language} {half:<8} {len(ranks):>4} queries, {name:<18} first {share(ranks, 1):.2f}, "
            f"first three {three:.2f}{goal}",
            flush=True,
        )


def main(arguments: list[str] | None = None) -> int | str:
    """The command; returns its exit status, or why nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument(
        "only", nargs="*", metavar="ONLY", help=f"some of {', '.join(SUBJECTS)}; all if none is given"
    )
    parser.add_argument(
        "--missed", action="store_true", help="show the queries of `seen` that the site misses"
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.only) - SUBJECTS.keys():
        parser.error(f"no {sorted(unknown)[0]!r}; there are {', '.join(SUBJECTS)}")
    wanted = options.only or list(SUBJECTS)
    if executable() is None:
        return "There is no Chromium or Chrome on the PATH to search in."
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        if "site" in wanted:
            checked(build(Path(folder) / "site" / "docs"))
            with serving(Path(folder) / "site") as address:
                for language in LANGUAGES:
                    ranked = measure(chromium, site_search, address, language)
                    report(SUBJECTS["site"], language, ranked, True)
                    for query, position in ranked if options.missed else ():
                        if query.half == "seen" and (position is None or position > 3):
                            print(f"  {query.text}: {query.page} is {position or 'not found'}")
        for language in LANGUAGES if {"material", "pagefind"} & set(wanted) else ():
            source, site = Path(folder) / f"source-{language}", Path(folder) / language / "docs"
            with serving(site.parent) as address:
                stock_site.export(source, (language,), site_url=f"{address}/")
                checked(stock_site.build(source, site))
                if "material" in wanted:
                    report(
                        SUBJECTS["material"],
                        language,
                        measure(chromium, material_search, address, language),
                        False,
                    )
                if "pagefind" in wanted:
                    index_with_pagefind(site)
                    report(
                        SUBJECTS["pagefind"],
                        language,
                        measure(chromium, pagefind_search, address, language),
                        False,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
