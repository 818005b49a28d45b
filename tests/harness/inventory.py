"""What the HTML of a page shows, against what its source and the records say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

from livedocs import Diagnostic
from livedocs.render import counts, highlight, html
from livedocs.render.expand import Expansion
from livedocs.render.references import Content, Reference

# Elements whose text readers take for code or for a result.
SHOWN = ("pre", "textarea", "samp", "xmp", "listing")


@dataclass
class Shown:
    """One block of a page: `line` is its line in the source, `kind` what it is, `text` what it says."""

    line: int
    kind: str
    text: str
    reference: Reference | None = None


class Blocks(HTMLParser):
    """The blocks of code, output, SQL and rows in a piece of HTML, in order: [(kind, text)]."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.inside: str | None = None
        self.depth, self.parts = 0, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.depth += tag == self.inside
            if tag in ("td", "th", "tr", "caption"):
                self.parts.append("\n")
        elif tag in SHOWN or tag == "code" or (tag == "table" and dict(attrs).get("class") == "rows"):
            self.inside, self.depth, self.parts = tag, 1, []

    def handle_endtag(self, tag: str) -> None:
        if tag != self.inside:
            return
        self.depth -= 1
        if self.depth == 0:
            text = "".join(self.parts).strip("\n")
            if tag == "table":
                self.found.append(("rows", "\n".join(x.strip() for x in text.split("\n") if x.strip())))
            elif tag != "code" or "\n" in text:  # a code of several lines outside a pre is a block too
                self.found.append(("text", text))
            self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def expected(text: str, language: str, expansion: Expansion) -> list[Shown]:
    """What the page must show, in order; `expansion` is that of its source `text`."""
    references = {reference.line: reference for reference in expansion.references}
    shown = []
    for block, kind in counts.fenced(text):
        if kind:
            indent = len(block.lines[0]) - len(block.lines[0].lstrip())
            body = "\n".join(
                line[min(indent, len(line) - len(line.lstrip())) :] for line in block.lines[1:-1]
            )
            shown.append(Shown(block.line, kind, body.strip("\n")))
        elif block.kind == "reference" and block.line in references and references[block.line].example:
            shown += of_reference(references[block.line], expansion.contents[block.line], language)
    return shown


def of_reference(reference: Reference, content: Content, language: str) -> Iterator[Shown]:
    """The blocks that a reference to an example shows."""
    if reference.shows_code:
        code = reference.example.code(reference.section)
        yield Shown(reference.line, "python", code.strip("\n"), reference)
    if content.compared is not None:
        parts = [("rows", html.comparison(content.compared, tuple(content.runs)))]
    else:
        parts = [(view.kind, html.view_body(view, language, highlight.block)) for view in content.views]
    for kind, text in parts:
        for _, found in Blocks(text).found:
            yield Shown(reference.line, kind, found, reference)


def built(page_html: str) -> list[str]:
    """The texts of the blocks that a page's HTML shows, in order."""
    return [text for _, text in Blocks(page_html).found]


def compare(found: Sequence[str], shown: Sequence[Shown], path: Path, source: str) -> Iterator[Diagnostic]:
    """Each block that the HTML has (`found`, by `built`) and the page's source does not, and the reverse."""
    texts = [block.text for block in shown]
    if found == texts:
        return
    for kind, i, j, first, last in SequenceMatcher(None, texts, found, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before = shown[i - 1].line if i else 1
        after = shown[j].line if j < len(shown) else source.count("\n") + 1
        for text in found[first:last]:
            yield Diagnostic(
                path,
                line_of(text, source, before, after),
                "the built page shows a block that nothing checked, or shows it otherwise than it ran: "
                f"{text.strip().split(chr(10))[0]!r}. "
                "Write it as a ```python block or a `:::` reference, in the first column",
            )
        if kind == "delete":
            for block in shown[i:j]:
                yield Diagnostic(path, block.line, f"the built page does not show this {block.kind} block")


def line_of(text: str, source: str, before: int, after: int) -> int:
    """The line of `source` where a shown text begins: between the blocks next to it, if it is there; or
    anywhere, as footnotes are shown at the end; or else `before`."""
    wanted = [line.strip() for line in text.strip().split("\n") if line.strip()]
    lines = source.split("\n")
    places = []
    for number, line in enumerate(lines, 1):
        if wanted and wanted[0] in line:
            same = _same_lines(wanted, [line.strip() for line in lines[number - 1 :]])
            is_indented = line.startswith("    ")  # as blocks are that have no fence
            places.append((same, is_indented, -number))
    near = [place for place in places if before <= -place[2] <= after]
    return -max(near or places, default=(0, False, -before))[2]


def _same_lines(wanted: list[str], lines: list[str]) -> int:
    """How many lines of `wanted` follow one another in `lines`, which begins where the first of them is."""
    lines = [line for line in lines if line]
    pairs = zip(wanted[1:], lines[1:], strict=False)
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] in pair[1], pairs))
