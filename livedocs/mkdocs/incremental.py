"""What ``mkdocs serve`` keeps from one build to the next, so that a saved file rebuilds only the pages that show it.

A page is made of its Markdown, of its examples with their results, and of what its references generate from other
files. Nothing here depends on MkDocs: pages and files are those objects of it that `livedocs.mkdocs.hook` hands over.
"""

from dataclasses import dataclass, field

from livedocs import EXAMPLES, ROOT, Diagnostic, read_text
from livedocs.content import examples
from livedocs.matrix.store import FOLDER as RECORDED
from livedocs.render.generated import GENERATED

# The attributes of a page that come from its Markdown.
FIELDS = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")


@dataclass
class Made:
    """A page as it was made last."""

    source: str
    language: str
    expansion: object
    generated: dict  # kind of reference -> what it stood for
    fields: dict = field(default_factory=dict)
    anchors: dict = field(default_factory=dict)  # file that is linked to -> what the links name in it


class Kept:
    def __init__(self):
        self.forget()

    def forget(self):
        self.made, self.elsewhere, self.files, self.everything = {}, None, {}, None

    def begin(self, everything):
        """Whether the site of the last build can be built upon; `everything` is what all pages depend on."""
        if everything != self.everything:
            self.forget()
            self.everything = everything
            return False
        return True

    def add(self, name, source, language, expansion):
        kinds = {reference.kind for reference in expansion.references if not reference.example}
        self.made[name] = Made(source, language, expansion, _generated(kinds, language))

    def is_current(self, name, path):
        """Whether the page still is what it was. One with a problem is not: what mends it may lie elsewhere."""
        made = self.made.get(name)
        if made is None or made.expansion.problems or not made.fields:
            return False
        try:
            return (
                read_text(path) == made.source
                and all(_is_loaded(reference.example) for reference in made.expansion.references)
                and _generated(made.generated, made.language) == made.generated
            )
        except Diagnostic:
            return False

    def restore(self, page, file_of):
        """Gives a page, of this build, what its Markdown became in an earlier one; `file_of` finds a file by name."""
        made = self.made[page.file.src_uri]
        for name, value in made.fields.items():
            setattr(page, name, value)
        page.links_to_anchors = {file_of(name): links for name, links in made.anchors.items()}

    def remember(self, page):
        made = self.made[page.file.src_uri]
        made.fields = {name: getattr(page, name) for name in FIELDS}
        made.anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}

    def same_file(self, name, content):
        """Whether a generated file was written with this content already."""
        same = self.files.get(name) == content
        self.files[name] = content
        return same

    def same_elsewhere(self, shown):
        """Whether what pages show of each other, a list that can be compared, is what it was."""
        same, self.elsewhere = self.elsewhere == shown, shown
        return same


def _is_loaded(example):
    return example is None or examples.load(example.path) is example


def _generated(kinds, language):
    return {
        kind: None if GENERATED[f"::: {kind}"].from_records else GENERATED[f"::: {kind}"].page(language)
        for kind in sorted(kinds)
    }


def everything(config_file, docs):
    """What changes all pages: the configuration, the templates, what was recorded of the matrices, and which files
    there are."""
    theme = ROOT / "theme"
    looked_at = [config_file, *theme.rglob("*.html"), *theme.rglob("*.xml"), *RECORDED.glob("*")]
    there = [*docs.rglob("*"), *theme.rglob("*"), *EXAMPLES.rglob("*.py")]
    return {path: path.stat().st_mtime_ns for path in looked_at}, sorted(map(str, there))
