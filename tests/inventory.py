"""What the built pages show, against what a page's source says and what was checked in this run."""

from dataclasses import dataclass
from html.parser import HTMLParser

from livedocs import Diagnostic
from livedocs.content import markdown_blocks
from livedocs.render import highlight, html, results
from livedocs.render.generated import GENERATED
from livedocs.render.references import resolve
from livedocs.versions import MAIN_VERSION, OLDER_VERSIONS

# Elements whose text readers take for code or for a result.
SHOWN = ("pre", "textarea", "samp", "xmp", "listing")


@dataclass
class Shown:
    """One block of a page: `line` is where the page's source has it, `kind` what it is, `text` what it says."""

    line: int
    kind: str
    text: str
    reference: object = None


class Blocks(HTMLParser):
    """The blocks of code, output, SQL and rows in a piece of HTML, in order: [(kind, text)]."""

    def __init__(self, text):
        super().__init__()
        self.found, self.inside, self.depth, self.parts = [], None, 0, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if self.inside:
            self.depth += tag == self.inside
            if tag in ("td", "th", "tr", "caption"):
                self.parts.append("\n")
        elif tag in SHOWN or tag == "code" or (tag == "table" and dict(attrs).get("class") == "rows"):
            self.inside, self.depth, self.parts = tag, 1, []

    def handle_endtag(self, tag):
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

    def handle_data(self, data):
        if self.inside:
            self.parts.append(data)


def expected(text, path, language, run_of):
    """What the page at `path` must show, in order; `run_of(example, database, version)` gives the run to show."""
    shown = []
    previous = None
    for block in markdown_blocks.scan(text):
        if block.kind == "code":
            info = block.lines[0].strip().lstrip("`")
            is_output = previous is not None and previous.text.strip() == markdown_blocks.EXPECTED_OUTPUT
            indent = len(block.lines[0]) - len(block.lines[0].lstrip())
            body = "\n".join(
                line[min(indent, len(line) - len(line.lstrip())) :] for line in block.lines[1:-1]
            )
            shown.append(Shown(block.line, "output" if is_output else info, body.strip("\n")))
        elif block.kind == "reference" and block.text.strip() not in GENERATED:
            shown += of_reference(resolve(block.text, path, block.line), language, run_of)
        previous = block
    return shown


def of_reference(reference, language, run_of):
    shown = []
    line, example = reference.line, reference.example
    if reference.shows_code:
        shown.append(Shown(line, "python", example.code(reference.section).strip("\n"), reference))
    if reference.shows_results:
        def runs_with(version):
            return {database: run_of(example, database, version) for database in example.databases}

        runs, older = runs_with(MAIN_VERSION), {version: runs_with(version) for version in OLDER_VERSIONS}
        lines = example.sections.get(reference.section)
        if reference.kind == "compare":
            compared = results.compared_values(example, runs, lines)
            parts = [("rows", html.comparison(compared, tuple(runs)))]
        else:
            parts = [
                (view.kind, html.view_body(view, language, highlight.block))
                for view in results.views(example, runs, older, lines)
            ]
        for view, text in parts:
            shown += [Shown(line, view, found, reference) for _, found in Blocks(text).found]
    return shown


def built(page_html):
    """The texts of the blocks that a built page shows, in order."""
    return [text for _, text in Blocks(page_html).found]


def compare(page_html, shown, path, source):
    """Raises `Diagnostic` at the first block that the built page shows and the page's source does not, or the reverse."""
    found = built(page_html)
    for i, text in enumerate(found):
        if i >= len(shown) or text != shown[i].text:
            line = line_of(text, source) or (shown[i].line if i < len(shown) else 1)
            first = text.strip().split("\n")[0]
            raise Diagnostic(
                path,
                line,
                f"the built page shows a block that nothing checked, or shows it otherwise than it ran: {first!r}. "
                "Write it as a ```python block or a `:::` reference, in the first column",
            )
    if len(found) < len(shown):
        missing = shown[len(found)]
        raise Diagnostic(path, missing.line, f"the built page does not show this {missing.kind} block")


def line_of(text, source):
    """The line of `source` where a shown text begins, or None."""
    first = text.strip().split("\n")[0].strip()
    numbers = [n for n, line in enumerate(source.split("\n"), 1) if first and first in line]
    return numbers[0] if numbers else None
