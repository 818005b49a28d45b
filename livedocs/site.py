"""The site as data: its pages, their connections, and what is wrong with them. Knows nothing of MkDocs."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from livedocs import Diagnostic, read_text
from livedocs.check.claims import incomplete as incomplete_claims
from livedocs.check.configuration import configuration_diagnostics
from livedocs.check.pages import check_page, misplaced_pages
from livedocs.check.site import orphans, unshown_output
from livedocs.content import related
from livedocs.content.examples import Example
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render import claims, html_postprocess, preview
from livedocs.render.expand import Expansion, expand, put_panels
from livedocs.render.markdown import as_markdown
from livedocs.render.search_index import Index

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """One page in one language. `src_uri`, its file below ``docs/``, is what it is known by everywhere."""

    path: Path
    src_uri: str  # such as en/deleting/bulk.md
    source: str  # its Markdown, front matter included
    meta: Mapping[str, Any]  # its front matter
    title: str
    expansion: Expansion

    @property
    def language(self) -> str:
        return self.src_uri.split("/", 1)[0]

    @property
    def address(self) -> str:
        """Where it is below the root of its language: ``deleting/bulk/``, "" for the first page."""
        return "" if self.name == "index" else f"{self.name}/"

    @property
    def name(self) -> str:
        """The page without language and ending, as claims name it: ``deleting/bulk``."""
        return posixpath.splitext(self.src_uri.split("/", 1)[1])[0]

    @property
    def is_first(self) -> bool:
        return self.address == ""

    @property
    def description(self) -> str:
        return str(self.meta.get("description", ""))

    @cached_property
    def headline(self) -> str:
        """Its title; a language's first page says what the site is, in its heading."""
        heading = re.search(r"^# (.+?)\s*\{", self.source, re.MULTILINE)
        return heading[1].replace("`", "") if heading and self.is_first else self.title

    @cached_property
    def links(self) -> Counter[str]:
        """How often it links to each other page, by `src_uri`."""
        return related.links(self.source, self.src_uri)

    @property
    def markdown(self) -> str:
        """Its expanded Markdown, without the front matter, as Python-Markdown takes it."""
        return _FRONT_MATTER.sub("", self.expansion.text, count=1)

    def html(self, converted: str) -> str:
        """What the page shows, from what its `markdown` was converted to."""
        label = catalogue(self.language)["build"]["heading_link"]
        html = html_postprocess.headings(html_postprocess.tables(converted), label)
        html = claims.marked(html, self.name, self.language)
        if LANGUAGES[self.language].particles:
            html = html_postprocess.joined(html)
        return put_panels(html, self.expansion.panels)

    def export(self, site_url: str) -> str:
        """The page as plain Markdown with everything that it shows."""
        return as_markdown(
            self.source, self.src_uri, self.language, site_url, self.expansion, self.title, self.description
        )

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with what it refers to and with its title."""
        yield from self.expansion.problems
        yield from preview.diagnostics(self.path, self.source, self.headline, self.language)


class Site:
    """All pages of one build, by `src_uri`, and the search index of each language."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.indexes = {language: Index() for language in LANGUAGES}

    def add(self, path: Path, src_uri: str, meta: Mapping[str, Any], title: str, lenient: bool) -> Page:
        """Reads and expands the page at `path`. Raises `Diagnostic` if it cannot be read."""
        source = read_text(path)
        language = src_uri.split("/", 1)[0]
        page = Page(path, src_uri, source, meta, title, expand(source, path, language, lenient=lenient))
        self.pages[src_uri] = page
        return page

    def index(self, page: Page, converted: str) -> None:
        """Lets the search find the page; `converted` is its HTML before panels are in it."""
        self.indexes[page.language].add(page.address, converted, page.meta)

    def referenced(self) -> set[Path]:
        """The scripts that pages refer to, also in vain."""
        return {path for page in self.pages.values() for path in page.expansion.named}

    def shown(self) -> dict[Path, tuple[Example, set[int]]]:
        """Each example whose results pages show, with the lines whose results they show."""
        shown: dict[Path, tuple[Example, set[int]]] = {}
        for page in self.pages.values():
            for reference in page.expansion.references:
                if (example := reference.example) and reference.shows_results:
                    _, lines = shown.setdefault(example.path, (example, set()))
                    lines.update(example.lines(reference.section))
        return shown

    def related(self, page: Page, order: list[str]) -> list[str]:
        """The pages to go on with; `order` lists those of the language as the navigation has them."""
        if page.src_uri not in order:
            return []  # that the navigation lacks it is reported elsewhere
        links = {name: self.pages[name].links for name in order}
        return related.related(page.src_uri, links, order)

    def diagnostics(self, docs: Path, configuration: Path) -> list[Diagnostic]:
        """Everything that is wrong with the pages and the file `configuration`, mkdocs.yml: each once."""
        names = page_names(docs)
        found = [*misplaced_pages(docs), *incomplete_claims(docs)]
        found += configuration_diagnostics(read_text(configuration), configuration, names)
        for name in names:
            found += check_page(docs, name)
        for page in self.pages.values():
            found += page.diagnostics()
        found += orphans(self.referenced())
        found += unshown_output(self.referenced(), self.shown())
        return list({str(diagnostic): diagnostic for diagnostic in found}.values())


def page_names(docs: Path) -> list[str]:
    """The pages of all languages, without the language: ``deleting/bulk.md``."""
    folders = [docs / language for language in LANGUAGES]
    return sorted(
        {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.md")}
    )
