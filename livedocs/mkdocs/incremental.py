"""What ``mkdocs serve`` keeps from one build to the next: a saved file rebuilds only the pages that show it.

A page is made of its Markdown, of its examples with their results, and of what its references generate from
other files. MkDocs' own objects, pages and files, are handed over by `livedocs.mkdocs.hook`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from livedocs import EXAMPLES, ROOT, Diagnostic, read_text
from livedocs.content import examples
from livedocs.content.claims import Claim, Place, quoting
from livedocs.content.examples import Example
from livedocs.matrix.store import FOLDER as RECORDED
from livedocs.render.browser_runtime import BUILT
from livedocs.render.generated import generated
from livedocs.site import Page, Site

# The attributes of MkDocs' page that come from its Markdown; MkDocs has no public name for the last two.
FIELDS = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")


@dataclass
class CachedPage:
    """A page as it was rendered last."""

    page: Page
    claims: list[tuple[Claim, Place]]  # that quote it
    generated: dict[str, str | None]  # kind of a reference without an example -> what it stood for
    fields: dict[str, Any] = field(default_factory=dict)
    anchors: dict[str, Any] = field(default_factory=dict)  # file that is linked to -> what links name in it


class BuildCache:
    """Empty until a build succeeded, and again when anything changed that all pages depend on."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.pages: dict[str, CachedPage] = {}
        self.files: dict[str, str] = {}
        self.navigation: list[Any] | None = None
        self.fingerprint: Any = None

    def begin(self, fingerprint: Any) -> bool:
        """Whether this build can reuse the last one; `fingerprint` is that of what all pages depend on."""
        if fingerprint == self.fingerprint:
            return True
        self.forget()
        self.fingerprint = fingerprint
        return False

    def add(self, page: Page) -> None:
        kinds = {reference.kind for reference in page.expansion.references if not reference.example}
        self.pages[page.src_uri] = CachedPage(page, quoting(page.name), _generated(kinds, page.language))

    def is_current(self, src_uri: str) -> bool:
        """Whether the page is still what it was. Not with a problem: the fix may be in another file."""
        cached = self.pages.get(src_uri)
        if cached is None or cached.page.expansion.problems or not cached.fields:
            return False
        try:
            return (
                read_text(cached.page.path) == cached.page.source
                and quoting(cached.page.name) == cached.claims
                and all(_is_loaded(reference.example) for reference in cached.page.expansion.references)
                and _generated(set(cached.generated), cached.page.language) == cached.generated
            )
        except Diagnostic:
            return False

    def restore(self, files: Files) -> None:
        """Gives the pages that are not modified what their Markdown became in an earlier build."""
        for file in files.documentation_pages():
            if file.page is None or file.is_modified():
                continue
            cached = self.pages[file.src_uri]
            for name, value in cached.fields.items():
                setattr(file.page, name, value)
            file.page.links_to_anchors = {
                target: links
                for name, links in cached.anchors.items()
                if (target := files.get_file_from_path(name))
            }

    def remember(self, page: MkDocsPage) -> None:
        cached = self.pages[page.file.src_uri]
        cached.fields = {name: getattr(page, name) for name in FIELDS}
        cached.anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}

    def is_unchanged(self, name: str, content: str) -> bool:
        """Whether a generated file was written with this content already."""
        same = self.files.get(name) == content
        self.files[name] = content
        return same

    def finish(self, files: Sequence[File], site: Site, reused: bool) -> None:
        """Remembers the pages of a build.

        Where one has another title or other links now, all are put into their templates again: titles are in
        the contents of each page, and links decide which pages are related.
        """
        for file in files:
            if file.page is not None and (file.is_modified() or not reused):
                self.remember(file.page)
        pages = [site.pages[file.src_uri] for file in files]
        navigation = [(page.src_uri, page.title, page.description, page.links) for page in pages]
        if navigation != self.navigation:
            for file in files:
                set_modified(file, True)
        self.navigation = navigation


def set_modified(file: File, modified: bool) -> None:
    """MkDocs asks `is_modified` whether a dirty build has to make the file again."""
    file.is_modified = lambda: modified  # type: ignore[method-assign] # MkDocs has no setting for it


def _is_loaded(example: Example | None) -> bool:
    return example is None or examples.load(example.path) is example


def _generated(kinds: set[str], language: str) -> dict[str, str | None]:
    return {
        kind: None if generated(kind).from_records else generated(kind).page(language)
        for kind in sorted(kinds)
    }


def global_fingerprint(config_file: Path, docs: Path) -> tuple[dict[Path, int], list[str]]:
    """What changes all pages: configuration, templates, matrices' records, Run buttons, which files exist."""
    theme = ROOT / "theme"
    looked_at = [config_file, *theme.rglob("*.html"), *theme.rglob("*.xml"), *RECORDED.glob("*"), BUILT]
    there = [*docs.rglob("*"), *theme.rglob("*"), *EXAMPLES.rglob("*.py")]
    return {path: path.stat().st_mtime_ns for path in looked_at if path.exists()}, sorted(map(str, there))
