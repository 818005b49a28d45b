"""Reads a page's Markdown as a list of blocks, with the lines they stand on.

Only what the build and the checks need to know of Markdown: where blocks begin, of which kind they are,
and what must be equal in both languages. What a block says is not looked at.
"""

import re
import textwrap
from dataclasses import dataclass, field
from functools import cache

CHECKED_LANGUAGES = ("python", "sh", "bash", "markdown")
EXPECTED_OUTPUT = "<!--pytest-codeblocks:expected-output-->"
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*?)\s*$")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_TARGET = re.compile(r"\]\(([^)\s]+)")
_HEADING_ID = re.compile(r"\{[^}]*#([^\s}]+)[^}]*\}\s*$")
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
