"""Whether both languages of a page have the same structure."""

from itertools import zip_longest

from livedocs import Diagnostic, relative


def structure_difference(blocks, path, other_blocks, other_path):
    """The first place where two languages of a page differ in structure, as a `Diagnostic`, or None."""
    for block, other in zip_longest(blocks, other_blocks):
        if block and other and (block.kind, block.detail) == (other.kind, other.detail):
            continue
        if block is None or (other is not None and other.kind == "front matter" != block.kind):
            return Diagnostic(other_path, other.line, f"{_name(other)} has no counterpart in {relative(path)}")
        if other is None:
            return Diagnostic(path, block.line, f"{_name(block)} has no counterpart in {relative(other_path)}")
        return Diagnostic(
            path,
            block.line,
            f"here stands {_name(block)}, but {relative(other_path)}:{other.line} has {_name(other)}. "
            "Both languages need the same blocks in the same order",
        )
    return None


def _name(block):
    detail = block.detail.split("\n")[0] if block.kind == "code" else block.detail
    detail = detail.strip()
    shown = f" ({detail})" if detail and not detail.isdigit() else ""
    if block.kind in ("paragraph", "quote") and detail not in ("", "0"):
        shown = f" (indented by {detail})"
    return f"a {block.kind}{shown}"
