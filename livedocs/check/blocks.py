"""Blocks that nothing would execute, headings without an id, and marks that stand where they do nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic
from livedocs.content.markdown_blocks import CHECKED_LANGUAGES, EXPECTED_OUTPUT, Block, heading_id

_MISPLACED_HEADING = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)\s+#{1,6}\s|.*<h[1-6][\s>]")
_MISPLACED_REFERENCE = re.compile(
    r"(?<!:):{2,}\s*(?:example|code|results|diagram|compare|tested|numbers|parameters|explorer|playground|glossary|matrix-\w+)\b"
)
_BARE_TABLE = re.compile(r"\s*:?-+:?\s*(\|\s*:?-+:?\s*)+$")
_ASCII_ID = re.compile(r"[a-z0-9][a-z0-9_-]*$")
_UNDERLINE = re.compile(r"\s*(=+|-{2,})\s*$")
_QUOTED_FENCE = re.compile(r"\s*>.*(```|~~~)")
_INFO = re.compile(r"\s*(`{3,}|~{3,})(.*)$")


def block_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """Blocks that nothing would execute, and comments that do not do what they seem to."""
    for i, block in enumerate(blocks):
        if block.kind == "rule" and block.line == 1:
            yield Diagnostic(
                path, 1, "the front matter between `---` at the top has no end. Close it with `---`"
            )
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.kind == "code":
            yield from _fence_diagnostics(block, before, path)
        elif block.kind == "comment":
            yield from _comment_diagnostics(block, before, after, path)
            continue
        for number, line in enumerate(block.lines if block.kind != "code" else ()):
            bare = re.sub(r"`[^`]*`", "", line)
            if _MISPLACED_HEADING.match(bare):
                yield Diagnostic(path, block.line + number, "a heading needs its own line, written with `#`")
            if _MISPLACED_REFERENCE.search(bare) and block.kind != "reference":
                message = "a reference needs its own line, in the first column, and begins with `::: `"
                yield Diagnostic(path, block.line + number, message)
            if _BARE_TABLE.match(bare) and block.kind != "table":
                yield Diagnostic(
                    path, block.line + number, "write each line of a table with `|` at both ends"
                )
        if block.kind in ("paragraph", "list item", "quote"):
            for number, line in enumerate(block.lines):
                if number and _UNDERLINE.match(line):
                    message = "an underlined heading has no id. Write it with `#` and `{ #some-id }`"
                    yield Diagnostic(path, block.line + number, message)
                if _QUOTED_FENCE.match(line):
                    yield Diagnostic(
                        path,
                        block.line + number,
                        "a block in a quote is never executed; take it out of the quote",
                    )
                if line.lstrip().startswith("::") and not line.lstrip().startswith("::: "):
                    yield Diagnostic(
                        path,
                        block.line + number,
                        f"cannot read {line.strip()!r}; write `::: example topic/name`",
                    )


def _fence_diagnostics(block: Block, before: Block | None, path: Path) -> Iterator[Diagnostic]:
    mark, info = _fence(block)
    closed = len(block.lines) > 1 and block.lines[-1].strip().startswith(mark)
    if not closed or block.lines[-1].strip().strip(mark[0]):
        yield Diagnostic(path, block.line, f"this block has no end. Close it with {mark}")
    is_output = before is not None and before.kind == "comment" and before.text.strip() == EXPECTED_OUTPUT
    if mark[0] == "~":
        yield Diagnostic(path, block.line, "a block between ~~~ is never executed. Write ```")
    elif is_output and info != "text":
        yield Diagnostic(path, block.line, "the output of a block belongs in a block that begins ```text")
    elif not is_output and info not in CHECKED_LANGUAGES:
        known = ", ".join(CHECKED_LANGUAGES)
        yield Diagnostic(
            path,
            block.line,
            f"no checker knows a block that begins ```{info}. There is one for {known}, exactly so",
        )


def _fence(block: Block) -> tuple[str, str]:
    """The marks that a block of code begins with, and what follows them."""
    match = _INFO.match(block.lines[0])
    assert match, "the scan takes no other line for the beginning of a block"
    return match[1], match[2]


def _comment_diagnostics(
    block: Block, before: Block | None, after: Block | None, path: Path
) -> Iterator[Diagnostic]:
    text = block.text.strip()
    if "-->" not in text:
        yield Diagnostic(path, block.line, "this comment has no end. Close it with -->")
    elif not text.endswith("-->") or text.count("-->") > 1:
        message = "nothing checks what follows a comment on its line. Put it on its own line"
        yield Diagnostic(path, block.line + len(block.lines) - 1, message)
    if re.search(r"```|~~~|^\s*:::", block.text, re.MULTILINE):
        yield Diagnostic(
            path,
            block.line,
            "a block in a comment is never executed; take it out of the comment or remove it",
        )
    elif text == EXPECTED_OUTPUT:
        runs = before is not None and before.kind == "code" and _fence(before)[1] in ("python", "sh", "bash")
        if not runs:
            yield Diagnostic(path, block.line, "expected-output must follow the block whose output it is")
        if after is None or after.kind != "code":
            yield Diagnostic(
                path, block.line, "expected-output must be followed by a block that begins ```text"
            )
    elif re.search(r"codeblock|pytest", text, re.IGNORECASE):
        yield Diagnostic(
            path,
            block.line,
            f"{text.splitlines()[0]} is not allowed: no block is skipped, expected to fail or continued. "
            f"Only {EXPECTED_OUTPUT} is",
        )


def heading_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """Headings without an ASCII id of their own, or with one that stands twice."""
    seen: dict[str, int] = {}
    for block in blocks:
        if block.kind != "heading":
            continue
        id_ = heading_id(block)
        if not _ASCII_ID.match(id_):
            yield Diagnostic(
                path, block.line, f"the heading has no ASCII id. Write `{block.text.strip()} {{ #some-id }}`"
            )
        elif id_ in seen:
            yield Diagnostic(
                path, block.line, f"the id #{id_} is already used in line {seen[id_]}. Choose another"
            )
        seen.setdefault(id_, block.line)
