"""Claims: what sentences of the pages say, and the scripts that try it, ``tests/claims/<page>/<name>.py``.

A script says in comments at its top which sentences it tries, word for word in every language, and under
which circumstances. It runs under each combination of them, and its `assert` statements must hold in all:

    # at: linking/one-sided#parent-only
    # en: The flush changes neither collection.
    # ko: flush는 두 컬렉션을 바꾸지 않습니다.
    # databases: sqlite, postgresql
    # vary: expire_on_commit = True, False
    # vary: cascade = "save-update, merge", "all, delete-orphan"

A long line goes on in the next one, which then begins with ``#`` and more than one blank. ``at``, with its
sentences, may be repeated: the same may be said in several places. ``databases`` are those of
`livedocs.databases.SETUPS`, all without it. ``vary`` names a variable that the script assigns at its top
level, ``expire_on_commit = True``; that value is replaced by each of the others.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from livedocs import ROOT, Diagnostic, read_text
from livedocs.content import script_rules
from livedocs.content.markdown_blocks import Block, cells, heading_id, plain_text, scan
from livedocs.databases import SETUPS
from livedocs.languages import LANGUAGES

CLAIMS = ROOT / "tests" / "claims"

_KEYS = ("at", *LANGUAGES, "databases", "vary")
_HEADER = re.compile(r"# (\w+): *(\S.*)$")
_CONTINUED = re.compile(r"#  +(\S.*)$")
_PLACE = re.compile(r"([\w/-]+)#([\w-]+)")
_VARY = re.compile(r"(\w+) = (.+)")
_MARKER = re.compile(r"\A(?:\s*(?:[-*+]|\d+[.)])\s+|\s*>\s?|#{1,6}\s+|\s*(?:!!!|\?\?\?\+?)\s*\w+\s*)")
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*[#.][^{}]*\}\s*$")


@dataclass(frozen=True)
class Quote:
    """A sentence as a page says it, and the line of the script that quotes it."""

    text: str
    line: int


@dataclass(frozen=True)
class Place:
    """The section of a page in which a claim is made. `quotes` is by language."""

    page: str  # such as linking/one-sided
    anchor: str
    line: int
    quotes: Mapping[str, Quote]


@dataclass(frozen=True)
class Claim:
    """A script that tries what one or more sentences say. `varies` maps variables to their values."""

    path: Path
    source: str
    places: tuple[Place, ...]
    databases: tuple[str, ...]
    varies: Mapping[str, tuple[Any, ...]]

    @property
    def name(self) -> str:
        """Its page and its own name: ``linking/one-sided/parent-only``."""
        return self.path.relative_to(CLAIMS).with_suffix("").as_posix()

    def combinations(self) -> list[dict[str, Any]]:
        """The values of its variables, in every combination."""
        return [
            dict(zip(self.varies, values, strict=True)) for values in itertools.product(*self.varies.values())
        ]

    @property
    def circumstances(self) -> int:
        """How often it runs with one SQLAlchemy."""
        return len(self.databases) * len(self.combinations())

    def with_values(self, values: Mapping[str, Any]) -> str:
        """Its source with these values of its variables. Lines stay where they are."""
        lines = self.source.split("\n")
        for name, node in _assigned(ast.parse(self.source)).items():
            if name in values:
                line = lines[node.lineno - 1]
                before = line.encode()[: node.col_offset].decode()
                after = line.encode()[node.end_col_offset :].decode()
                lines[node.lineno - 1] = f"{before}{values[name]!r}{after}"
        return "\n".join(lines)

    def problem(self, line: int, message: str) -> Diagnostic:
        return Diagnostic(self.path, line, message)


def paths(root: Path = CLAIMS) -> list[Path]:
    return sorted(root.rglob("*.py"))


def load(path: Path) -> Claim:
    """The claim in the file `path`. Raises `Diagnostic` where its header or its assertions are wrong."""
    return _parsed(path, read_text(path))


@cache  # by the text: a file that has changed is read again
def _parsed(path: Path, source: str) -> Claim:
    places: list[tuple[int, str, dict[str, Quote]]] = []
    databases, varies = SETUPS, dict[str, tuple[Any, ...]]()
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise Diagnostic(path, error.lineno or 1, f"this is not valid Python: {error.msg}") from error
    assigned = _assigned(tree)
    for line, key, text in _header(path, source):
        if key == "at":
            places.append((line, text, {}))
        elif key in LANGUAGES:
            if not places:
                raise Diagnostic(path, line, "write `# at: page#anchor` before the sentence")
            if key in places[-1][2]:
                raise Diagnostic(
                    path, line, f"there are two sentences in {key!r}. Write `# at: …` before each"
                )
            places[-1][2][key] = Quote(text, line)
        elif key == "databases":
            databases = _databases(path, line, text)
        else:
            name, values = _vary(path, line, text)
            if name not in assigned or not _is_constant(assigned[name]):
                message = (
                    f"the script does not assign {name!r}. Write `{name} = {values[0]!r}` at its top level"
                )
                raise Diagnostic(path, line, message)
            if ast.literal_eval(assigned[name]) not in values:
                raise Diagnostic(
                    path, line, f"the value that the script assigns to {name!r} is none of these"
                )
            if not any(
                isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
                for n in ast.walk(tree)
            ):
                raise Diagnostic(
                    path, line, f"the script never uses {name!r}, so that varying it tries nothing"
                )
            varies[name] = values
    if not places:
        raise Diagnostic(path, 1, "this tries no sentence. Begin with `# at: page#anchor`")
    claim = Claim(path, source, tuple(_place(path, *place) for place in places), databases, varies)
    folder = path.parent.relative_to(CLAIMS).as_posix()
    if claim.places[0].page != folder:
        raise Diagnostic(
            path, claim.places[0].line, f"its first place is on {folder}, its folder, or it moves"
        )
    _check(path, source, tree)
    return claim


def _header(path: Path, source: str) -> Iterator[tuple[int, str, str]]:
    """(line, key, text) of each line of the header, continued ones joined."""
    entries: list[tuple[int, str, str]] = []
    for number, line in enumerate(source.split("\n"), 1):
        if not line.startswith("#"):
            break
        if match := _HEADER.match(line):
            entries.append((number, match[1], match[2].strip()))
        elif (match := _CONTINUED.match(line)) and entries:
            at, key, text = entries[-1]
            entries[-1] = at, key, f"{text} {match[1].strip()}"
        else:
            raise Diagnostic(path, number, f"write one of {', '.join(f'`# {key}:`' for key in _KEYS)} here")
    for at, key, text in entries:
        if key not in _KEYS:
            raise Diagnostic(path, at, f"unknown {key!r}; known are {', '.join(_KEYS)}")
        yield at, key, text


def _place(path: Path, line: int, text: str, quotes: dict[str, Quote]) -> Place:
    match = _PLACE.fullmatch(text)
    if not match:
        raise Diagnostic(path, line, "write the place as page#anchor: `# at: deleting/bulk#delete`")
    return Place(match[1], match[2], line, quotes)


def _databases(path: Path, line: int, text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in SETUPS:
            raise Diagnostic(path, line, f"unknown database {name!r}; known are {', '.join(SETUPS)}")
    return tuple(name for name in SETUPS if name in names)


def _vary(path: Path, line: int, text: str) -> tuple[str, tuple[Any, ...]]:
    match = _VARY.fullmatch(text)
    try:
        values = ast.literal_eval(f"({match[2]},)") if match else ()
    except (ValueError, SyntaxError):
        values = ()
    if not match or len(values) < 2:
        message = "write the name and at least two values: `# vary: expire_on_commit = True, False`"
        raise Diagnostic(path, line, message)
    return match[1], values


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """The values of the names that are assigned at the top level, the first of each."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, node.value)
    return found


def _is_constant(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def assertions(claim: Claim) -> set[int]:
    """The lines of its assertions."""
    return {node.lineno for node in _assertions(ast.parse(claim.source))}


def _assertions(tree: ast.Module) -> list[ast.Assert]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def _check(path: Path, source: str, tree: ast.Module) -> None:
    """Raises `Diagnostic` if nothing is asserted, or something that cannot fail, or an error is hidden."""
    for line, message in script_rules.rule_breaches(source, path.parent):
        raise Diagnostic(path, line, message)
    if not _assertions(tree):
        raise Diagnostic(path, 1, "this asserts nothing. Say with `assert` what must hold")
    for node in _assertions(tree):
        if isinstance(node.test, ast.Tuple) or not any(isinstance(n, ast.Name) for n in ast.walk(node.test)):
            raise Diagnostic(path, node.lineno, "this assertion can never fail. Assert something of the run")


def all_claims(root: Path = CLAIMS) -> list[Claim]:
    """Every claim that can be read, by name. The test of the others reports what is wrong."""
    found = []
    for path in paths(root):
        try:
            found.append(load(path))
        except Diagnostic:
            continue
    return found


def quoting(page: str) -> list[tuple[Claim, Place]]:
    """The claims that quote `page`, such as linking/one-sided, each with where."""
    return _by_page(tuple((path, path.stat().st_mtime_ns) for path in paths())).get(page, [])


@lru_cache(1)
def _by_page(files: tuple[tuple[Path, int], ...]) -> dict[str, list[tuple[Claim, Place]]]:
    """All claims by page. `files` is what there is, and when it changed."""
    found: dict[str, list[tuple[Claim, Place]]] = {}
    for claim in all_claims():
        for place in claim.places:
            found.setdefault(place.page, []).append((claim, place))
    return found


# Sentences ------------------------------------------------------------------------------------------


BETWEEN_CELLS = " | "  # in the text of a table's row
_BEGINS = re.compile(r"(?:^|[.!?:;)\]}\"'”’。])\s*\(?$")
_ENDS = re.compile(r"[.!?:;。]\)?$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Passage:
    """What a paragraph, an item, a heading, or a cell or row of a table says, as plain text."""

    anchor: str  # the heading that it is under, or is
    line: int
    text: str


@cache
def passages(text: str) -> list[Passage]:
    """The passages of a page's Markdown, in order."""
    found: list[Passage] = []
    anchor = ""
    for block in scan(text):
        if block.kind == "heading":
            anchor = heading_id(block)
        found += _passages_of(block, anchor)
    return found


def _passages_of(block: Block, anchor: str) -> Iterator[Passage]:
    if block.kind == "table":
        for number, row in enumerate(block.lines, block.line):
            texts = [plain_text(cell) for cell in cells(row)]
            yield from (Passage(anchor, number, text) for text in texts)
            yield Passage(anchor, number, BETWEEN_CELLS.join(texts))
    elif block.kind in ("paragraph", "list item", "quote", "heading", "box", "HTML"):
        lines = [_MARKER.sub("", block.lines[0], count=1), *block.lines[1:]]
        text = " ".join(line.strip().removeprefix("> ") for line in lines)
        yield Passage(anchor, block.line, plain_text(_ATTRIBUTES.sub("", text)))


def find(quote: str, text: str) -> int:
    """Where the whole sentence `quote` begins in `text`, both plain; -1 if it does not stand there."""
    at = text.find(quote)
    while at >= 0:
        after = text[at + len(quote) :].strip()
        if _BEGINS.search(text[:at]) and (_ENDS.search(quote) or not after):
            return at
        at = text.find(quote, at + 1)
    return -1


def sentences(text: str) -> list[str]:
    """The sentences of a passage's text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


def untried(page: str, language: str, text: str) -> list[tuple[int, str]]:
    """(line, sentence) of each strong sentence of a page, its Markdown being `text`, that no claim quotes."""
    strong = re.compile(LANGUAGES[language].strong, re.IGNORECASE)
    quoted = [
        (place.anchor, plain_text(place.quotes[language].text))
        for _, place in quoting(page)
        if language in place.quotes
    ]
    found = []
    for passage in passages(text):
        if BETWEEN_CELLS in passage.text:
            continue  # its cells are passages, too
        for sentence in sentences(passage.text):
            tried = any(
                anchor == passage.anchor and (sentence in quote or quote in sentence)
                for anchor, quote in quoted
            )
            if not tried and strong.search(sentence):
                found.append((passage.line, sentence))
    return found
