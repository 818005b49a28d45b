"""Blocks next to each other that would be read as what they are not."""

import re
from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic
from livedocs.content.markdown_blocks import Block

_REFERENCE = re.compile(r":::\s+(\S+)\s+(\S+)")


def placement_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """Code of one example directly above the results of another, and Markdown as a block of code.

    `blocks` are those of a page below ``docs/``; the README may show Markdown.
    """
    for before, block in zip([None, *blocks], blocks, strict=False):
        if block.kind == "code" and block.lines[0].strip().lstrip("`") == "markdown":
            message = "nothing executes code in a block of Markdown; only the README may have one"
            yield Diagnostic(path, block.line, message)
        kind, name = _named(block)
        if kind not in ("results", "compare") or before is None:
            continue
        if before.kind == "code":
            message = f"these are not the results of the code above. Write `::: example {name}` for both"
            yield Diagnostic(path, block.line, message)
            continue
        code_kind, code_name = _named(before)
        if code_kind == "code" and code_name != name:
            message = (
                f"the code above is that of {code_name}, and these are the results of {name}. "
                f"Write `::: example {name}` for both, or a sentence in between"
            )
            yield Diagnostic(path, block.line, message)


def _named(block: Block) -> tuple[str, str]:
    """The kind and the example of a reference; "" for any other block."""
    match = _REFERENCE.match(block.text) if block.kind == "reference" else None
    return (match[1], match[2]) if match else ("", "")
