"""Whether the files of a page are where they belong, complete in each language and well formed."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from livedocs import Diagnostic, read_text
from livedocs.check.blocks import block_diagnostics, heading_diagnostics
from livedocs.check.characters import character_diagnostics
from livedocs.check.claims import page_diagnostics
from livedocs.check.front_matter import front_matter_diagnostics
from livedocs.check.links import link_diagnostics, markup_diagnostics
from livedocs.check.messages import is_message, message_diagnostics, runs_said
from livedocs.check.placement import placement_diagnostics
from livedocs.check.raw_html import html_diagnostics
from livedocs.check.translations import content_differences, structure_difference, untranslated
from livedocs.content.markdown_blocks import scan
from livedocs.languages import LANGUAGES

# Folders that pytest does not enter, so that nothing would execute a page in them.
NOT_COLLECTED = ("build", "dist", "node_modules", "venv")

_checked: dict[str, tuple[dict[Path, str], list[Diagnostic]]] = {}  # page -> (its texts, their diagnostics)


def misplaced_pages(docs: Path) -> Iterator[Diagnostic]:
    """Files that the site would publish and the tests would not find."""
    folders = " and ".join(f"docs/{language}" for language in LANGUAGES)
    for path in sorted(docs.rglob("*")):
        place = path.relative_to(docs)
        if path.is_dir() or "__pycache__" in place.parts:
            continue
        if path.suffix in (".markdown", ".mdown", ".mkdn", ".mkd"):
            yield Diagnostic(path, 1, "a page's name ends in .md")
        elif path.suffix != ".md":
            yield Diagnostic(path, 1, f"only pages, whose names end in .md, are in {folders}. Remove it")
        elif place.parts[0] not in LANGUAGES:
            yield Diagnostic(path, 1, f"pages belong in {folders}. Move it")
        elif hidden := [name for name in place.parts if name in NOT_COLLECTED or name.startswith(".")]:
            yield Diagnostic(
                path, 1, f"pytest does not enter a folder called {hidden[0]}. Choose another name"
            )


def check_text(text: str, path: Path) -> list[Diagnostic]:
    """What one Markdown file, as text, has wrong on its own."""
    blocks = scan(text)
    return [
        *character_diagnostics(text, path),
        *block_diagnostics(blocks, path),
        *html_diagnostics(blocks, path),
        *markup_diagnostics(blocks, path),
    ]


def check_readme(path: Path) -> list[Diagnostic]:
    """The problems of the README, whose headings need no ids."""
    text = read_text(path)
    return [*check_text(text, path), *link_diagnostics(scan(text), path, path.parent, to_pages=False)]


def check_page(docs: Path, name: str) -> list[Diagnostic]:
    """The problems of a page's files in all languages. `name` is the file below ``docs/<language>/``.

    Raises `Diagnostic` if a file cannot be read.
    """
    texts = {
        docs / language / name: read_text(docs / language / name)
        for language in LANGUAGES
        if (docs / language / name).exists()
    }
    if name not in _checked or _checked[name][0] != texts:
        _checked[name] = texts, list(_text_diagnostics(docs, name, texts))
    found = [*_checked[name][1]]
    found += page_diagnostics(docs, name, texts)
    said_on = cache(runs_said)  # not for longer than this check: scripts and results change
    for path, text in texts.items():  # these depend on other files, too
        blocks, language = scan(text), path.relative_to(docs).parts[0]
        found += link_diagnostics(blocks, path, docs)
        found += message_diagnostics(text, path, docs, said_on)
        found += untranslated(blocks, path, language, partial(_is_message, path=path, said_on=said_on))
    return found


def _is_message(text: str, path: Path, said_on: Callable[[Path], str]) -> bool:
    """Whether a run on the page at `path` gave the message `text`; also if its runs are not known."""
    try:
        return is_message(text, said_on(path))
    except Diagnostic:
        return True  # what keeps them from being known is reported where the page refers to it


def _text_diagnostics(docs: Path, name: str, texts: dict[Path, str]) -> Iterator[Diagnostic]:
    scanned = {path: scan(text) for path, text in texts.items()}
    for path, blocks in scanned.items():
        yield from front_matter_diagnostics(blocks, path)
        yield from heading_diagnostics(blocks, path)
        yield from check_text(texts[path], path)
        yield from placement_diagnostics(blocks, path)
    for language in LANGUAGES:
        if docs / language / name not in scanned:
            existing = next(iter(scanned))
            yield Diagnostic(existing, 1, f"this page is missing in {language}: write docs/{language}/{name}")
    (first, blocks), *translations = scanned.items()
    for other, other_blocks in translations:
        if different := structure_difference(blocks, first, other_blocks, other):
            yield different
        else:
            yield from content_differences(blocks, first, other_blocks, other)
