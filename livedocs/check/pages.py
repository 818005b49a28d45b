"""Whether the files of a page are where they belong, complete in each language and well formed."""

from livedocs import LANGUAGES, Diagnostic, read_text
from livedocs.check.blocks import block_diagnostics, heading_diagnostics
from livedocs.check.placement import placement_diagnostics
from livedocs.check.translations import structure_difference
from livedocs.content.markdown_blocks import scan

_checked = {}  # name of a page -> (the texts that were checked, their diagnostics)


def misplaced_pages(docs):
    """Markdown that the site would publish and the tests would not find."""
    for path in sorted(docs.rglob("*")):
        if path.suffix in (".markdown", ".mdown", ".mkdn", ".mkd"):
            yield Diagnostic(path, 1, "a page's name ends in .md")
        elif path.suffix == ".md" and path.relative_to(docs).parts[0] not in LANGUAGES:
            yield Diagnostic(
                path, 1, f"pages lie in {' and '.join(f'docs/{language}' for language in LANGUAGES)}"
            )


def check_page(docs, name):
    """The problems of one page's files: a missing language, a heading without id, a block that
    nothing would execute, another structure."""
    existing = [docs / language / name for language in LANGUAGES if (docs / language / name).exists()]
    texts = {path: read_text(path) for path in existing}
    if _checked.get(name, (None, None))[0] == texts:
        return _checked[name][1]
    scanned = {path: scan(text) for path, text in texts.items()}
    found = []
    _checked[name] = texts, found
    for path in existing:
        found += heading_diagnostics(scanned[path], path)
        found += block_diagnostics(scanned[path], path)
        found += placement_diagnostics(scanned[path], path)
    for language in LANGUAGES:
        if docs / language / name not in scanned:
            found.append(
                Diagnostic(existing[0], 1, f"this page is missing in {language}: write docs/{language}/{name}")
            )
    if len(existing) == len(LANGUAGES):
        first, second = existing
        different = structure_difference(scanned[first], first, scanned[second], second)
        if different:
            found.append(different)
    return found
