"""What is measured: this site, a stock Material build of the same Markdown, SQLAlchemy's own manual."""

import importlib.metadata
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks import stock_site
from benchmarks.server import Server, serving
from livedocs import ROOT
from livedocs.languages import LANGUAGES
from runtime.build import Missing, install
from tests.support.processes import build

DOWNLOADS = ROOT / ".cache" / "figures"
PATIENCE = 120_000  # milliseconds until a page, slowed down on a busy machine, has loaded
PEER_PAGES = ("orm/basic_relationships.html", "orm/cascades.html", "orm/relationship_api.html")


@dataclass(frozen=True)
class Site:
    """A site that is being served; `pages` are its content pages, as addresses below the origin."""

    name: str
    title: str
    server: Server
    pages: tuple[str, ...]

    @property
    def origin(self) -> str:
        return self.server.origin

    def url(self, page: str) -> str:
        return f"{self.origin}/{page}"


def content_pages(languages: Sequence[str] = tuple(LANGUAGES), root: Path = ROOT) -> list[str]:
    """The addresses of all pages of the site, as ``ko/deleting/bulk/``."""
    found = []
    for language in languages:
        docs = root / "docs" / language
        for path in sorted(docs.rglob("*.md")):
            parts = path.relative_to(docs).with_suffix("").as_posix().removesuffix("index").strip("/")
            found.append(f"{language}/{parts}/" if parts else f"{language}/")
    return found


def chosen(pages: Sequence[str], patterns: Sequence[str], every: int = 1) -> tuple[str, ...]:
    """The pages whose address has one of `patterns` in it, of these each `every`-th."""
    return tuple(page for page in pages if not patterns or any(p in page for p in patterns))[::every]


def npm(name: str) -> Path:
    """The folder of packages that ``npm/NAME/package-lock.json`` lists."""
    return install(Path(__file__).parent / "npm" / name, DOWNLOADS / "npm" / name)


def checked(status_and_output: tuple[int, str]) -> None:
    """Raises `Missing` with the output of a build that failed."""
    status, output = status_and_output
    if status:
        raise Missing(f"a build failed:\n{output}")


def load(tab: Page, site: Site, page: str) -> None:
    """Opens the page, and waits until its scripts have nothing to do and nothing more is asked for."""
    tab.goto(site.url(page), wait_until="networkidle", timeout=PATIENCE)
    # On a busy machine, a script may still have to begin.
    tab.evaluate("() => new Promise((done) => requestIdleCallback(done, { timeout: 5000 }))")
    site.server.wait_until_quiet()  # what workers ask for, too


@contextmanager
def ours(folder: Path, pages: Sequence[str]) -> Iterator[Site]:
    with serving() as server:
        target = folder / "ours"
        checked(build(target, SITE_URL=f"{server.origin}/"))
        server.folders["/"] = target
        yield Site("ours", "ours", server, tuple(pages))


@contextmanager
def stock_material(folder: Path, pages: Sequence[str]) -> Iterator[Site]:
    """One build for each language, as Material's own manual advises."""
    with serving() as server:
        for language in LANGUAGES:
            source, target = folder / f"stock-{language}", folder / "stock" / language
            stock_site.export(source, (language,), f"{server.origin}/{language}/")
            checked(stock_site.build(source, target))
        server.folders["/"] = folder / "stock"
        yield Site("stock", f"stock Material {stock_site.DIFFERS}", server, tuple(pages))


def peer_folder() -> Path:
    """The manual in HTML, from the source distribution of the installed SQLAlchemy. Raises `Missing`."""
    version = importlib.metadata.version("sqlalchemy")
    folder = DOWNLOADS / f"sqlalchemy-{version}"
    if not (folder / "doc").exists():
        DOWNLOADS.mkdir(parents=True, exist_ok=True)
        options = ("--quiet", "--no-deps", "--no-binary", "sqlalchemy", "--dest", str(DOWNLOADS))
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
        done = subprocess.run(
            [*pip, "download", *options, f"sqlalchemy=={version}"],
            check=False,
            capture_output=True,
            text=True,
        )
        archive = DOWNLOADS / f"sqlalchemy-{version}.tar.gz"
        if not archive.exists():
            raise Missing((done.stderr.strip().splitlines() or ["pip downloaded something else"])[-1])
        with tarfile.open(archive) as tar:
            inside = [m for m in tar.getmembers() if m.name.startswith(f"sqlalchemy-{version}/doc/")]
            tar.extractall(DOWNLOADS, inside, filter="data")
    missing = [page for page in PEER_PAGES if not (folder / "doc" / page).exists()]
    if missing:
        raise Missing(f"its source distribution has no doc/{missing[0]}")
    return folder / "doc"


@contextmanager
def peer() -> Iterator[Site]:
    with serving() as server:
        server.folders["/"] = peer_folder()
        yield Site("peer", "SQLAlchemy's manual", server, PEER_PAGES)
