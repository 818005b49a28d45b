"""Which page is about which error message: for readers whose own code raises one in the page.

Two places say so, and nothing else has to: the table of messages on the page of problems, and the
headings that are a message (``## ArgumentError: … are both of the same direction``).
"""

import json
import posixpath
import re

from livedocs import LANGUAGES, ROOT, read_text
from livedocs.content import markdown_blocks

DOCS = ROOT / "docs"
INDEX = "problems.md"
TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)
_HEADING = re.compile(r"#+ (.*\w(?:Error|Warning): .*?) \{ #([\w-]+) \}")
_OURS = re.compile(r", (?:when|with|after|before) ")  # what follows is no longer the message
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#\s]+)\.md(#[\w-]+)\)")


def title(path):
    """A page's title, from its front matter."""
    match = TITLE.search(read_text(path))
    return match[1].strip("\"'") if match else path.stem


def data(docs=DOCS):
    """The list as JSON text: [{message, place, title: {language: text}}]. "…" stands for anything."""
    main = LANGUAGES[-1]  # in it, what stands around a message is known
    found = []
    for path in sorted((docs / main).rglob("*.md")):
        name = path.relative_to(docs / main).as_posix()
        for block in markdown_blocks.scan(read_text(path)):
            if block.kind == "heading" and (match := _HEADING.match(block.text)):
                message = _OURS.split(match[1])[0].replace("`", "")
                found.append((message, f"{name}#{match[2]}"))
            elif block.kind == "table" and name == INDEX:
                for line in block.lines:
                    found += _row(line)
    entries = []
    for message, place in dict.fromkeys(found):
        name, id_ = place.split("#")
        titles = {
            language: title(docs / language / name)
            for language in LANGUAGES
            if (docs / language / name).exists()
        }
        address = "" if name == "index.md" else posixpath.splitext(name)[0] + "/"
        entries.append({"message": message, "place": f"{address}#{id_}", "title": titles})
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _row(line):
    """The messages of a row of that table, which are all that its first cell holds."""
    cells = line.strip().strip("|").split(" | ")
    link = _LINK.search(cells[-1])
    messages = re.findall(r"`([^`]+)`", cells[0])
    if link and messages and not re.sub(r"`[^`]+`|[\s,]", "", cells[0]):
        return [(message, f"{link[2]}.md{link[3]}") for message in messages]
    return []
