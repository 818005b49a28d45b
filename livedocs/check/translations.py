"""Whether two languages of a page have the same structure, and say the same as far as a program can see."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from livedocs import Diagnostic, relative
from livedocs.content.markdown_blocks import Block, cells, inline_code, prose, without_links
from livedocs.languages import FALLBACK, LANGUAGES, Language

_TEXT = ("heading", "paragraph", "list item", "quote", "table", "box")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ERROR = re.compile(r"\w(?:Error|Warning)\b")
_LEAST_WORDS = 3  # fewer are a name, or a term that has no other form
_SQL = re.compile(r"[A-Z]+(?: [A-Z]+)*$")
_HEADING_MARKS = re.compile(r"^#+\s*|\s*\{[^}]*\}\s*$")


_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d+(?:[.,]\d+)*(?![A-Za-z0-9_])")


def structure_difference(
    blocks: list[Block], path: Path, other_blocks: list[Block], other_path: Path
) -> Diagnostic | None:
    """The first place where two languages of a page differ in structure, as a `Diagnostic`, or None."""
    for block, other in zip_longest(blocks, other_blocks):
        if block and other and (block.kind, block.detail) == (other.kind, other.detail):
            continue
        if block is None or (other is not None and other.kind == "front matter" != block.kind):
            return Diagnostic(
                other_path, other.line, f"{_name(other)} has no counterpart in {relative(path)}"
            )
        if other is None:
            return Diagnostic(
                path, block.line, f"{_name(block)} has no counterpart in {relative(other_path)}"
            )
        return Diagnostic(
            path,
            block.line,
            f"found {_name(block)} here, but {relative(other_path)}:{other.line} has {_name(other)}. "
            "Both languages need the same blocks in the same order",
        )
    return None


def _name(block: Block) -> str:
    detail = block.detail.split("\n")[0] if block.kind == "code" else block.detail
    detail = detail.strip()
    shown = f" ({detail})" if detail and not detail.isdigit() else ""
    if block.kind in ("paragraph", "quote") and detail not in ("", "0"):
        shown = f" (indented by {detail})"
    return f"a {block.kind}{shown}"


def content_differences(
    blocks: list[Block], path: Path, other_blocks: list[Block], other_path: Path
) -> Iterator[Diagnostic]:
    """Other inline code, other numbers or an empty cell in one language. Both have the same structure.

    Compared are paragraphs, items, headings and quotes as a whole, and tables by cells. One language may say
    more than the other: repeat a name, use a name for a pronoun, `INSERT` for a verb, digits for a word. So
    an addition passes if the other language has the name elsewhere on the page, or the number in words here;
    anything that is replaced by something else is reported. Numbers that both languages write in words are
    not compared.
    """
    names, other_names = _names(blocks), _names(other_blocks)
    for block, other in zip(blocks, other_blocks, strict=True):
        for line, text, other_line, other_text in _pairs(block, other):
            if not text.strip() or not other_text.strip():
                if text.strip() != other_text.strip():
                    here, there = (path, line), (other_path, other_line)
                    empty, full = (here, there) if not text.strip() else (there, here)
                    yield Diagnostic(
                        *empty, f"this cell is empty, and that of {relative(full[0])}:{full[1]} is not"
                    )
                continue
            where, counterpart = f"{relative(other_path)}:{other_line}", f"{relative(path)}:{line}"
            code, other_code = Counter(_code(text)), Counter(_code(other_text))
            more, less = code - other_code, other_code - code
            if more and less:
                message = (
                    f"here is {_listed(more)}, but {where} has {_listed(less)}. Both languages need the same"
                )
                yield Diagnostic(path, line, message)
            else:
                for name in more:
                    if not _is_explained(name, other_text, other_names):
                        yield Diagnostic(
                            path, line, f"`{name}` is not in {where}, nor elsewhere on that page"
                        )
                for name in less:
                    if not _is_explained(name, text, names):
                        yield Diagnostic(
                            other_path,
                            other_line,
                            f"`{name}` is not in {counterpart}, nor elsewhere on that page",
                        )
            numbers, other_numbers = Counter(_numbers(text)), Counter(_numbers(other_text))
            more, less = numbers - other_numbers, other_numbers - numbers
            more = Counter({n: more[n] for n in more if not _is_in_words(n, other_text)})
            less = Counter({n: less[n] for n in less if not _is_in_words(n, text)})
            if more and less:
                message = (
                    f"the number {_listed(more, '')} is {_listed(less, '')} in {where}. One of them is wrong"
                )
                yield Diagnostic(path, line, message)
            elif more:
                yield Diagnostic(path, line, f"the number {_listed(more, '')} is not in {where}")
            elif less:
                yield Diagnostic(
                    other_path, other_line, f"the number {_listed(less, '')} is not in {counterpart}"
                )


def _pairs(block: Block, other: Block) -> Iterator[tuple[int, str, int, str]]:
    """What is compared of two blocks: (line, text, line of the other, its text)."""
    if block.kind == "table":
        for number, (row, other_row) in enumerate(zip(block.lines, other.lines, strict=True)):
            for cell, other_cell in zip(cells(row), cells(other_row), strict=True):
                yield block.line + number, cell, other.line + number, other_cell
    elif block.kind in _TEXT:
        yield block.line, block.text, other.line, other.text


def _code(text: str) -> list[str]:
    """The inline code of a text. What is between parentheses may be left out as ``…``."""
    return [code.replace("(…)", "()") for line in text.split("\n") for code in inline_code(line)]


def _names(blocks: list[Block]) -> set[str]:
    """All inline code of a page."""
    return {name for block in blocks if block.kind in _TEXT for name in _code(block.text)}


def _is_explained(name: str, other_text: str, other_names: set[str]) -> bool:
    """Whether one language may have `name` where the other has nothing in its place."""
    return (
        name in other_names
        or _SQL.match(name) is not None
        or re.sub(r"\W", "", name).lower() in re.sub(r"[^\w ]", "", other_text).lower()
    )


def _plain(text: str) -> str:
    """The words of a text: without code, the targets of links and the ids of headings."""
    return "\n".join(_HEADING_MARKS.sub("", without_links(prose(line))) for line in text.split("\n"))


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(_plain(text))


def _is_in_words(number: str, text: str) -> bool:
    """Whether the text has the number as a word of one of the languages: "a fraction of a second" for 1초."""
    return any(
        re.search(_as_word(language.numbers[number], language), text, re.IGNORECASE)
        for language in LANGUAGES.values()
        if number in language.numbers
    )


def _as_word(words: str, language: Language) -> str:
    """The regular expression `words` where a word begins, and ends unless particles may follow it."""
    begin = f"(?<!{language.letters})" if language.letters else r"\b"
    return rf"{begin}(?:{words})" + ("" if language.particles else r"\b")


def _listed(found: Counter[str], mark: str = "`") -> str:
    return ", ".join(f"{mark}{name}{mark}" for name in found.elements())


def untranslated(
    blocks: list[Block], path: Path, language: str, is_message: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Paragraphs, headings, items and cells of a page in `language` that are in another language.

    They are told apart by the letters that only one of them has. Code, names of one or two words and error
    messages are in no language: `is_message` says whether a heading is one, and a cell is taken for one if it
    has the name of an error.
    """
    for block in blocks:
        if block.kind not in _TEXT:
            continue
        for line, text, _, _ in _pairs(block, block):
            found = _other_language(text, LANGUAGES[language], block.kind, is_message)
            if found:
                part = "cell" if block.kind == "table" else block.kind
                wanted = LANGUAGES[language].english_name
                message = f"this {part} is in {found.english_name}. Translate it into {wanted}"
                yield Diagnostic(path, line, message)


def _other_language(
    text: str, own: Language, kind: str, is_message: Callable[[str], bool]
) -> Language | None:
    """The language that a text of a page in `own` is in, if it is another one."""
    if not own.letters or re.search(own.letters, text):
        others = (other for other in LANGUAGES.values() if other.letters and other != own)
        return next((other for other in others if re.search(other.letters, _plain(text))), None)
    if len(_WORD.findall(_plain(text))) < _LEAST_WORDS or (kind == "table" and _ERROR.search(text)):
        return None
    if kind == "heading" and is_message(_HEADING_MARKS.sub("", text)):
        return None
    return LANGUAGES[FALLBACK]
