"""Reads a page's Markdown as a list of blocks, with the lines they stand on.

Only what the build and the checks need to know of Markdown: where blocks begin, of which kind they are,
and what must be equal in both languages. What a block says is not looked at.
"""

import re
import textwrap
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest

from livedocs import Problem, relative

_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*?)\s*$")
_MISPLACED_HEADING = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)\s+#{1,6}\s|.*<h[1-6][\s>]")
_MISPLACED_REFERENCE = re.compile(
    r"(?<!:):{2,}\s*(?:example|code|results|diagram|compare|tested|numbers|parameters|explorer|playground|glossary|matrix-\w+)\b"
)
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_BARE_TABLE = re.compile(r"\s*:?-+:?\s*(\|\s*:?-+:?\s*)+$")
_TARGET = re.compile(r"\]\(([^)\s]+)")
_HEADING_ID = re.compile(r"\{[^}]*#([^\s}]+)[^}]*\}\s*$")
_ASCII_ID = re.compile(r"[a-z0-9][a-z0-9_-]*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+")
_ADMONITION = re.compile(r"(\s*)(!!!|\?\?\?\+?|===!?(?=\s+[\"']))\s*(\S*)")
_TAG = re.compile(r"\s*<(/?[A-Za-z][\w-]*)")
_ATTRIBUTES = re.compile(r"\s*\{[^}]*\}\s*$")
_DIRECTIVE = ":::"


@dataclass
class Block:
    """One block of a page. `detail` is what must be equal in both languages."""

    kind: str
    line: int
    detail: str = ""
    lines: list = field(default_factory=list)

    @property
    def text(self):
        return "\n".join(self.lines)


@cache  # several parts of a build read the same page; nobody changes what they get
def scan(text):
    """The blocks of a page's Markdown, in order; the front matter is the first block, if there is one."""
    lines = text.split("\n")
    blocks, number = [], 0
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is not None:
            keys = sorted(re.match(r"(\w+):", line)[1] for line in lines[1:end] if re.match(r"\w+:", line))
            blocks.append(Block("front matter", 1, " ".join(keys), lines[: end + 1]))
            number = end + 1
    current = None  # the paragraph, item, table or quote that following lines belong to
    while number < len(lines):
        line = lines[number]
        at = number + 1
        fence = _FENCE.match(line)
        if fence:
            end = _fence_end(lines, number, fence)
            body = lines[number : end + 1]
            blocks.append(Block("code", at, textwrap.dedent("\n".join(x.rstrip() for x in body)), body))
            current, number = None, end + 1
            continue
        number += 1
        if not line.strip():
            current = None
            continue
        indent = len(line) - len(line.lstrip())
        if line.lstrip().startswith("<!--"):
            end = number - 1
            while end < len(lines) - 1 and "-->" not in lines[end]:
                end += 1
            body = lines[number - 1 : end + 1]
            blocks.append(Block("comment", at, " ".join(x.strip() for x in body), body))
            current, number = None, end + 1
        elif _RULE.match(line) and current is None:
            blocks.append(Block("rule", at, "", [line]))
        elif line.lstrip().startswith(_DIRECTIVE):
            blocks.append(Block("reference", at, line.strip(), [line]))
            current = None
        elif _HEADING.match(line):
            match = _HEADING.match(line)
            id_ = _HEADING_ID.search(match[2])
            blocks.append(Block("heading", at, f"{len(match[1])} #{id_[1] if id_ else ''}", [line]))
            current = None
        elif _ADMONITION.match(line):
            match = _ADMONITION.match(line)
            detail = match[2] if match[2].startswith("===") else f"{match[2]} {match[3]}"
            blocks.append(Block("box", at, f"{indent} {detail}", [line]))
            current = None
        elif _ITEM.match(line):
            kind = "numbered" if _ITEM.match(line)[2][0].isdigit() else "bulleted"
            current = Block("list item", at, f"{indent} {kind}", [line])
            blocks.append(current)
        elif line.lstrip().startswith("|"):
            if current is None or current.kind != "table":
                current = Block("table", at, "", [])
                blocks.append(current)
            current.lines.append(line)
            columns = "+".join(str(_cells(row)) for row in current.lines)
            current.detail = f"{len(current.lines)} lines, {columns} cells"
        elif line.lstrip().startswith(">"):
            if current is None or current.kind != "quote":
                current = Block("quote", at, str(indent), [])
                blocks.append(current)
            current.lines.append(line)
            current.detail = f"{indent}, {' '.join(_quoted(line) for line in current.lines)}"
        elif current is not None:
            current.lines.append(line)
        elif _ATTRIBUTES.fullmatch(line):
            blocks.append(Block("attributes", at, line.strip(), [line]))
        elif _TAG.match(line):
            current = Block("HTML", at, _TAG.match(line)[1].lower(), [line])
            blocks.append(current)
        else:
            current = Block("paragraph", at, str(indent), [line])
            blocks.append(current)
    for block in blocks:
        targets = sorted(_TARGET.findall(block.text)) if block.kind not in ("code", "comment") else ()
        if targets:
            block.detail += f", links to {' '.join(targets)}"
    return blocks


def _quoted(line):
    """What stands in a line of a quote, as far as the structure goes."""
    inner = line.lstrip().lstrip(">").strip()
    return "item" if _ITEM.match(f"{inner} ") else "text" if inner else "gap"


def _fence_end(lines, start, fence):
    mark = fence[2]
    for i in range(start + 1, len(lines)):
        stripped = lines[i].strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            return i
    return len(lines) - 1


def _cells(line):
    return len(re.split(r"(?<!\\)\|", line.strip().strip("|")))


CHECKED_LANGUAGES = ("python", "sh", "bash", "markdown")
EXPECTED_OUTPUT = "<!--pytest-codeblocks:expected-output-->"
_UNDERLINE = re.compile(r"\s*(=+|-{2,})\s*$")
_QUOTED_FENCE = re.compile(r"\s*>.*(```|~~~)")
_LINK = re.compile(r"(?:\]\(|<)((?:[a-z]+:/|www\.)[^)>\s]*)")
_GOOD_LINK = re.compile(r"https://[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s]*)?$|http://127\.0\.0\.1:\d+/$")
_INFO = re.compile(r"\s*(`{3,}|~{3,})(.*)$")


def block_problems(blocks, path):
    """Blocks that nothing would execute, and comments that do not do what they seem to."""
    for i, block in enumerate(blocks):
        if block.kind == "rule" and block.line == 1:
            yield Problem(path, 1, "what stands between `---` at the top has no end. Close it with `---`")
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.kind == "code":
            yield from _fence_problems(block, before, path)
        elif block.kind == "comment":
            yield from _comment_problems(block, before, after, path)
            continue
        for number, line in enumerate(block.lines if block.kind != "code" else ()):
            bare = re.sub(r"`[^`]*`", "", line)
            if _MISPLACED_HEADING.match(bare):
                yield Problem(
                    path, block.line + number, "a heading stands on a line of its own, written with `#`"
                )
            if _MISPLACED_REFERENCE.search(bare) and block.kind != "reference":
                message = "a reference stands alone on its line, in the first column, and begins with `::: `"
                yield Problem(path, block.line + number, message)
            if _BARE_TABLE.match(bare) and block.kind != "table":
                yield Problem(path, block.line + number, "write each line of a table with `|` at both ends")
            for link in _LINK.findall(line) if block.kind != "code" else ():
                if not _GOOD_LINK.match(link):
                    yield Problem(
                        path, block.line + number, f"the link {link} leads nowhere. Write https://host/path"
                    )
        if block.kind in ("paragraph", "list item", "quote"):
            for number, line in enumerate(block.lines):
                if number and _UNDERLINE.match(line):
                    message = "an underlined heading has no id. Write it with `#` and `{ #some-id }`"
                    yield Problem(path, block.line + number, message)
                if _QUOTED_FENCE.match(line):
                    yield Problem(
                        path,
                        block.line + number,
                        "a block in a quote is never executed; take it out of the quote",
                    )
                if line.lstrip().startswith("::") and not line.lstrip().startswith("::: "):
                    yield Problem(
                        path,
                        block.line + number,
                        f"cannot read {line.strip()!r}; write `::: example topic/name`",
                    )


def _fence_problems(block, before, path):
    mark, info = _INFO.match(block.lines[0]).groups()
    closed = len(block.lines) > 1 and block.lines[-1].strip().startswith(mark)
    if not closed or block.lines[-1].strip().strip(mark[0]):
        yield Problem(path, block.line, f"this block has no end. Close it with {mark}")
    is_output = before is not None and before.kind == "comment" and before.text.strip() == EXPECTED_OUTPUT
    if mark[0] == "~":
        yield Problem(path, block.line, "a block between ~~~ is never executed. Write ```")
    elif is_output and info != "text":
        yield Problem(path, block.line, "the output of a block stands in a block that begins ```text")
    elif not is_output and info not in CHECKED_LANGUAGES:
        known = ", ".join(CHECKED_LANGUAGES)
        yield Problem(
            path,
            block.line,
            f"no checker knows a block that begins ```{info}. There is one for {known}, exactly so",
        )


def _comment_problems(block, before, after, path):
    text = block.text.strip()
    if re.search(r"```|~~~|^\s*:::", block.text, re.MULTILINE):
        yield Problem(
            path,
            block.line,
            "a block in a comment is never executed; take it out of the comment or remove it",
        )
    elif text == EXPECTED_OUTPUT:
        runs = (
            before is not None
            and before.kind == "code"
            and _INFO.match(before.lines[0])[2] in ("python", "sh", "bash")
        )
        if not runs:
            yield Problem(path, block.line, "expected-output must follow the block whose output it is")
        if after is None or after.kind != "code":
            yield Problem(path, block.line, "expected-output must be followed by a block that begins ```text")
    elif re.search(r"codeblock|pytest", text, re.IGNORECASE):
        yield Problem(
            path,
            block.line,
            f"{text.splitlines()[0]} is not allowed: no block is skipped, expected to fail or continued. "
            f"Only {EXPECTED_OUTPUT} is",
        )


def heading_problems(blocks, path):
    """Headings without an ASCII id of their own, or with one that stands twice."""
    seen = {}
    for block in blocks:
        if block.kind != "heading":
            continue
        id_ = block.detail.split("#", 1)[1]
        if not _ASCII_ID.match(id_):
            yield Problem(
                path, block.line, f"the heading has no ASCII id. Write `{block.text.strip()} {{ #some-id }}`"
            )
        elif id_ in seen:
            yield Problem(
                path, block.line, f"the id #{id_} stands in line {seen[id_]} already. Choose another"
            )
        seen.setdefault(id_, block.line)


def structure_problem(blocks, path, other_blocks, other_path):
    """The first place where two languages of a page differ in structure, as a `Problem`, or None."""
    for block, other in zip_longest(blocks, other_blocks):
        if block and other and (block.kind, block.detail) == (other.kind, other.detail):
            continue
        if block is None or (other is not None and other.kind == "front matter" != block.kind):
            return Problem(other_path, other.line, f"{_name(other)} has no counterpart in {relative(path)}")
        if other is None:
            return Problem(path, block.line, f"{_name(block)} has no counterpart in {relative(other_path)}")
        return Problem(
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
