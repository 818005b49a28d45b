"""The files of the site that are not pages: scripts, their data, style sheets, Markdown, preview pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from livedocs import EXAMPLES, Diagnostic
from livedocs.check.pages import misplaced_pages
from livedocs.content import claims, error_index, examples
from livedocs.i18n import words_script
from livedocs.languages import LANGUAGES
from livedocs.matrix import render as matrix
from livedocs.mkdocs import offline, styles
from livedocs.mkdocs.navigation import subjects
from livedocs.render import browser_runtime, preview, search_index
from livedocs.render.markdown import llms_txt
from livedocs.site import Site

# What Material brings and our templates do not use, and the style sheets, which are joined.
NOT_PUBLISHED = re.compile(
    r"assets/(javascripts/.*|stylesheets/palette\..*|images/favicon\.png|.*\.map)|styles/.*"
)
MATRIX = f"assets/matrix/{matrix.MATRIX.name}.json"


def unpublished(files: Files, docs: str) -> list[File]:
    """Those of `files` that the site does not have: what it does not use of Material, and misplaced pages.

    `docs` is the folder of the pages.
    """
    misplaced = {diagnostic.path for diagnostic in misplaced_pages(Path(docs))}
    return [
        file
        for file in files
        if (file.src_dir != docs and NOT_PUBLISHED.fullmatch(file.src_uri))
        or (file.abs_src_path and Path(file.abs_src_path) in misplaced)
    ]


def generated_files(diagnostics: list[Diagnostic], known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(place on the site, content) of each generated file; what is wrong with sources goes to `diagnostics`.

    `known` holds contents of the last build: that of the matrix is taken from it.
    """
    sources = {}  # a module may belong to several scripts
    for path in sorted(EXAMPLES.glob("*/*.py")):
        try:
            example = examples.load(path)
        except Diagnostic as diagnostic:
            diagnostics.append(diagnostic)
            continue
        sources[f"examples/{example.name}.py"] = example.source
        for name in example.modules:
            sources[f"examples/{example.path.parent.name}/{name}"] = example.code(name)
    yield from sources.items()
    for claim in claims.all_claims():
        yield f"claims/{claim.name}.py", claim.source
    try:
        cells = known[MATRIX] if MATRIX in known else matrix.data()
    except Diagnostic as diagnostic:
        diagnostics.append(diagnostic)
    else:
        yield MATRIX, cells
    yield "assets/error-index.json", error_index.data()
    for language in LANGUAGES:
        yield f"assets/i18n/{language}.js", words_script(language)
    for name in styles.SHEETS:
        try:
            yield f"assets/{name}.css", styles.joined(name)
        except Diagnostic as diagnostic:
            diagnostics.append(diagnostic)


def runtime_files() -> Iterator[tuple[str, str]]:
    """(place on the site, path) of each file of the browser runtime; none if it was not built."""
    manifest = browser_runtime.manifest()
    for entry in manifest["files"].values() if manifest else ():
        yield f"assets/runtime/{entry['file']}", str(browser_runtime.FOLDER / entry["file"])


def preview_place(src_uri: str) -> str:
    """Where a page's preview picture is on the site."""
    return f"assets/previews/{src_uri.removesuffix('.md')}.png"


def after_build(
    folder: Path, site: Site, navigation: dict[str, Navigation], site_url: str, serving: bool
) -> None:
    """Writes into `folder`, the built site, what is made of its pages. Raises `Diagnostic`.

    While serving, there are no previews and nothing to store for reading offline: nobody shares a link to a
    page that is being written, and it changes too often.
    """
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)  # it would hold the time of the build
    for language, nav in navigation.items():
        for page in nav.pages:
            own = site.pages[page.file.src_uri]
            write(folder / own.src_uri, own.export(site_url))
            if not serving:
                section = page.parent.title if page.parent else ""
                path = folder / preview_place(own.src_uri)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(preview.picture(own.headline, section, language))
    write(folder / "llms.txt", llms_txt(site_url, subjects(navigation)))
    about = search_index.about()
    for language, index in site.indexes.items():
        write(folder / language / search_index.PLACE, index.text(about))
    if not serving:
        offline.publish(folder)  # last: it lists what the others have published


def write(path: Path, text: str) -> None:
    """Writes the file unless it has this text already: while serving, most do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
