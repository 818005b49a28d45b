"""Where a page's links lead, and Markdown that looks like a link or a note and becomes none."""

import difflib
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from livedocs import Diagnostic, read_text, relative
from livedocs.content.markdown_blocks import Block, Link, heading_id, links, prose, scan
from livedocs.languages import LANGUAGES

_GOOD_ADDRESS = re.compile(r"https://[\w-]+(\.[\w-]+)+(:\d+)?(/[^\s]*)?$|http://127\.0\.0\.1:\d+/$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|www\.|//", re.IGNORECASE)
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)]*\)")
_REFERENCE = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\] ?\[([^\[\]]*)\]")
_SPLIT_LINK = re.compile(r"\]\s+\(([^)\s]+\.md[^)\s]*|https?:[^)\s]*|#[\w-]+)\)")
_OPEN_LINK = re.compile(r"\]\([^)]*$")

# Syntax of Markdown extensions that mkdocs.yml does not switch on: readers would see it as it is written.
UNAVAILABLE = {
    "footnotes": (re.compile(r"\[\^[^\]]+\]"), "a footnote"),
    "pymdownx.tabbed": (re.compile(r'^\s*===[!+]*\s+["\']'), "a tab"),
    "pymdownx.details": (re.compile(r"^\s*\?\?\?\+?(?:\s|$)"), "a folded box"),
    "pymdownx.tasklist": (re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s"), "a task list"),
    "pymdownx.snippets": (re.compile(r"^\s*-+8<-+"), "a snippet"),
    "pymdownx.tilde": (re.compile(r"~~\S.*?~~"), "struck out text"),
    "pymdownx.mark": (re.compile(r"(?<![=!<>])==(?=[^\s=])[^=]+(?<=\S)==(?!=)"), "marked text"),
    "pymdownx.keys": (re.compile(r"\+\+[a-z][\w+-]*\+\+"), "a key"),
    "pymdownx.emoji": (re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])"), "an emoji"),
    "pymdownx.critic": (re.compile(r"\{(?:\+\+|--|==|>>|~~)"), "a critic mark"),
    "pymdownx.arithmatex": (re.compile(r"\$\$|\\\("), "a formula"),
    "abbr": (re.compile(r"^\*\[[^\]]+\]:"), "an abbreviation"),
    "def_list": (re.compile(r"^:\s{2,}\S"), "a definition list"),
    "wikilinks": (re.compile(r"\[\[[^\]]+\]\]"), "a wiki link"),
}
_MAYBE_UNAVAILABLE = re.compile(r"\[\^|\?\?\?|\[[ xX]\]|8<|~~|==|\+\+|:[a-z]|\{[->]|\$\$|\\\(|\*\[|^:|\[\[")


def markup_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """Undefined references, broken links and syntax that is not available: raw on the page."""
    defined = {_label(link.text) for block in blocks for link in links(block) if link.kind == "definition"}
    for block in blocks:
        if block.kind in ("code", "comment", "front matter", "reference"):
            continue
        for number, line in enumerate(block.lines, block.line):
            bare = prose(line)
            if "`" in bare:
                yield Diagnostic(path, number, "a ` without its partner on the same line")
            if _MAYBE_UNAVAILABLE.search(bare):
                for extension, (pattern, what) in UNAVAILABLE.items():
                    if pattern.search(bare):
                        yield Diagnostic(
                            path,
                            number,
                            f"{what} needs the extension `{extension}`, which mkdocs.yml does not have: "
                            "readers would see the marks. Write it in another way",
                        )
                        break
            if "]" in bare:
                yield from _reference_diagnostics(line, bare, defined, path, number)


def _reference_diagnostics(
    line: str, bare: str, defined: set[str], path: Path, number: int
) -> Iterator[Diagnostic]:
    if split := _SPLIT_LINK.search(bare):
        yield Diagnostic(path, number, f"a blank before ({split[1]}) keeps it from being a link. Remove it")
    rest = _LINK.sub(lambda match: " " * len(match[0]), bare)
    if _OPEN_LINK.search(rest):
        yield Diagnostic(
            path, number, "a link that does not end on this line. Write it on one, as [text](target)"
        )
    for match in _REFERENCE.finditer(rest):
        label = match[2] or match[1]
        if not label.startswith("^") and _label(label) not in defined:
            written = line[match.start() : match.end()]
            yield Diagnostic(path, number, f"{written} is broken: this page has no line `[{label}]: address`")


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def link_diagnostics(
    blocks: list[Block], path: Path, root: Path, to_pages: bool = True
) -> Iterator[Diagnostic]:
    """Links that lead nowhere, and images without a text for readers who do not see them.

    `root` is the folder that a target with a leading ``/`` begins at; the languages' folders are in it.
    With `to_pages`, a link must lead to a page, as the site holds nothing else to link to.
    """
    for block in blocks:
        for link in links(block):
            if link.kind == "image" and not link.text.strip():
                message = (
                    f"the image {link.target} has no text for readers who do not see it. "
                    "Write ![what it shows](…)"
                )
                yield Diagnostic(path, link.line, message)
            yield from _target_diagnostics(link, path, root, to_pages)


def _target_diagnostics(link: Link, path: Path, root: Path, to_pages: bool) -> Iterator[Diagnostic]:
    target = link.target
    if _SCHEME.match(target):
        if not _GOOD_ADDRESS.match(target):
            yield Diagnostic(path, link.line, f"the link {target} is broken. Write https://host/path")
        return
    place, _, anchor = target.partition("#")
    place = place.partition("?")[0]
    if not place:
        file = path
    elif place.startswith("/"):
        file = root / place.lstrip("/")
    else:
        file = Path(posixpath.normpath((path.parent / place).as_posix()))
    if not target:
        yield Diagnostic(path, link.line, f"the link [{link.text}]() has no target")
    elif not file.is_file():
        yield Diagnostic(path, link.line, f"the link {target} is broken{_near_file(file, root)}")
    elif link.kind != "image" and file.suffix != ".md":
        if to_pages:
            yield Diagnostic(
                path, link.line, f"the link {target} does not lead to a page; write the page's file, x.md"
            )
    elif anchor or target.endswith("#"):
        ids = anchors(read_text(file))
        if anchor not in ids:
            near = difflib.get_close_matches(anchor, ids, n=3, cutoff=0.5)
            hint = f"; near are {', '.join(f'#{id_}' for id_ in near)}" if near else ""
            message = f"the link {target} is broken: {relative(file)} has no heading #{anchor}{hint}"
            yield Diagnostic(path, link.line, message)


def _near_file(file: Path, root: Path) -> str:
    """What may be meant by a file that does not exist, for a message."""
    message = f": there is no {relative(file)}"
    folder = next((root / language for language in LANGUAGES if file.is_relative_to(root / language)), None)
    if folder is None:
        return message
    pages = [page.relative_to(folder).as_posix() for page in sorted(folder.rglob("*.md"))]
    same_name = [page for page in pages if posixpath.basename(page) == file.name]
    near = same_name or difflib.get_close_matches(file.relative_to(folder).as_posix(), pages, n=3, cutoff=0.6)
    return f"{message}; near are {', '.join(near)}" if near else message


@cache
def anchors(text: str) -> tuple[str, ...]:
    """The ids of a file's headings: those in braces, or those that GitHub makes of the words."""
    headings = [block for block in scan(text) if block.kind == "heading"]
    return tuple(heading_id(heading) or _slug(heading.text) for heading in headings)


def _slug(heading: str) -> str:
    words = re.sub(r"[^\w\s-]", "", heading.strip().lstrip("# ").lower())
    return re.sub(r"\s", "-", words)
