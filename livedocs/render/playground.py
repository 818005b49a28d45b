"""The playground: what stands in the page before its script makes an editor of it."""

from livedocs import ROOT, Diagnostic
from livedocs.content import examples
from livedocs.content.error_index import DOCS, title
from livedocs.labels import LABELS
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


def playground(language):
    """A sentence on what it needs, and the starters as links to their pages; `theme/assets/playground.js` does the rest."""
    label = LABELS[language]
    html = ['<figure class="playground" markdown="1">', label["playground_needs"], ""]
    for page, name in STARTERS:
        path = DOCS / language / f"{page}.md"
        example, _ = examples.find(name)
        if example is None or example.in_page or not path.exists():
            raise Diagnostic(
                ROOT / "livedocs" / "playground.py",
                1,
                f"{page}.md and an example {name!r} that can run in the page are needed",
            )
        html.append(f'- [{title(path)}](/{language}/{page}.md){{ data-example="{name}" }}')
    available = browser_runtime.databases()
    bar = browser_runtime.bar(language, "run", available) if available else ""
    return "\n".join([*html, "", bar, "</figure>"])
