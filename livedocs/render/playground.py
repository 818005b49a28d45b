"""The playground: what stands in the page before its script makes an editor of it."""

from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic
from livedocs.content import examples
from livedocs.content.error_index import DOCS, title
from livedocs.i18n import catalogue
from livedocs.render import browser_runtime

# What to begin with: the page about it, and the published example that becomes the template.
STARTERS = [
    ("shapes/one-to-many", "one_to_many/both_sides"),
    ("shapes/one-to-one", "one_to_one/recommended"),
    ("shapes/many-to-many", "many_to_many/recommended"),
    ("shapes/association-object", "association_object/recommended"),
    ("shapes/association-proxy", "association_proxy/recommended"),
    ("shapes/tree", "tree/recommended"),
    ("shapes/graph", "graph/recommended"),
    ("shapes/several-foreign-keys", "several_foreign_keys/recommended"),
    ("shapes/composite-foreign-keys", "composite_foreign_keys/recommended"),
    ("shapes/inheritance", "inheritance/recommended"),
    ("shapes/circular-references", "circular_references/recommended"),
    ("deleting/parent-deleted", "deleting/recommended"),
]


def starters(language: str) -> str:
    """A sentence on what the playground needs, and the starters as links to their pages, in Markdown."""
    lines = [catalogue(language)["build"]["playground_needs"], ""]
    return "\n".join([*lines, *(f"- {link}" for link, _ in _links(language))])


def playground(language: str) -> str:
    """`starters` in a figure with the Run bar; `theme/assets/run/playground.js` makes an editor of it."""
    lines = ['<figure class="playground" markdown="1">', catalogue(language)["build"]["playground_needs"], ""]
    lines += [f'- {link}{{ data-example="{name}" }}' for link, name in _links(language)]
    available = browser_runtime.databases()
    bar = browser_runtime.bar(language, "run", available) if available else ""
    return "\n".join([*lines, "", bar, "</figure>"])


def _links(language: str) -> Iterator[tuple[str, str]]:
    """(Markdown link to its page, name of the example) of each starter. Raises `Diagnostic`."""
    for page, name in STARTERS:
        path = DOCS / language / f"{page}.md"
        example, _ = examples.find(name)
        if example is None or example.in_page or not path.exists():
            message = f"{page}.md and an example {name!r} that can run in the page are needed"
            raise Diagnostic(Path(__file__), 1, message)
        yield f"[{title(path)}](/{language}/{page}.md)", name
