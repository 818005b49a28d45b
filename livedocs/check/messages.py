"""Error messages that a page names: each was raised, warned of or printed by a run that the page shows."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from livedocs import Diagnostic, read_text, relative
from livedocs.content import error_index, examples
from livedocs.content.markdown_blocks import heading_id, scan
from livedocs.render.results import visible_events
from livedocs.versions import OLDER_VERSIONS

_REFERENCE = re.compile(r"::: \w+ (\S+/\S+)")
_ERROR_NAMES = re.compile(r"(?:\w+(?:Error|Warning)(?:: | or |, ))+")
_BEFORE = re.compile(r"^(?!\w*(?:Error|Warning):)\w+: ")  # a program that gave a message, "mypy: "
_ADDRESS = re.compile(r" at 0x[0-9a-f…]+")
_GAP = 300  # characters that "…" stands for, at most

_said: dict[Path, tuple[examples.Example, str]] = {}  # what each script's runs said


def message_diagnostics(
    text: str, path: Path, docs: Path, said_on: Callable[[Path], str]
) -> Iterator[Diagnostic]:
    """Messages, in headings and in tables of messages, that no run raised.

    A heading's message must come from a script that its page refers to, a row's from one of a page that the
    row links to. "…" stands for anything. In another language than the main one, headings are compared with
    it. `said_on` gives what the runs on a page said, as `runs_said` does.
    """
    language, _, name = path.relative_to(docs).as_posix().partition("/")
    main = docs / error_index.MAIN_LANGUAGE / name
    if language != error_index.MAIN_LANGUAGE and main.exists():
        yield from _other_headings(text, path, main)
    for found in error_index.messages(text, name):
        if found.is_heading and language != error_index.MAIN_LANGUAGE:
            continue
        pages = [docs / language / page for page in found.pages]
        try:
            said = "\0".join(said_on(page) for page in pages)
        except Diagnostic:
            continue  # a page, a script or a result cannot be read, which is reported where it is referred to
        if not is_said(found.text, said):
            shown = "this page" if found.is_heading else " and ".join(map(relative, pages))
            message = (
                f"no run on {shown} raised, warned of or printed {found.text!r}. "
                "Copy it from a result, with … for what you leave out"
            )
            yield Diagnostic(path, found.line, message)


def _other_headings(text: str, path: Path, main: Path) -> Iterator[Diagnostic]:
    """Headings in which a message is another than in the same heading in the main language."""
    headings = {heading_id(block): block for block in scan(text) if block.kind == "heading"}
    for found in error_index.messages(read_text(main), main.name):
        heading = headings.get(found.place.partition("#")[2]) if found.is_heading else None
        if heading is not None and _normal(found.text) not in _normal(heading.text):
            message = (
                f"this heading does not have the message {found.text!r} of {relative(main)}:{found.line}"
            )
            yield Diagnostic(path, heading.line, message)


def is_said(message: str, said: str) -> bool:
    """Whether the texts `said`, from `runs_said`, have the message: its words, and the error's name."""
    message = _normal(re.sub(r"\\(?=\W|_)", "", message))
    names = _ERROR_NAMES.match(message)
    words = message[names.end() :] if names else message
    if names and not all(name in said for name in re.findall(r"\w+(?:Error|Warning)", names[0])):
        return False
    return _has_in_order([part.strip(" .") for part in words.split("…") if part.strip(" .")], said)


def _has_in_order(parts: list[str], said: str) -> bool:
    """Whether `said` has all parts, one after the other, in one of its texts."""
    start = said.find(parts[0]) if parts else -1
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            found = said.find(part, end, end + _GAP + len(part))
            if found < 0 or "\0" in said[end:found]:
                break
            end = found + len(part)
        else:
            return True
        start = said.find(parts[0], start + 1)
    return False


def is_message(text: str, said: str) -> bool:
    """Whether a heading's `text` is what runs said, which `said` has. A name may be before it: "mypy: …"."""
    return is_said(_BEFORE.sub("", text), said) or all(
        is_said(message, said) for message in error_index.in_heading(text)
    )


def runs_said(page: Path) -> str:
    """What the runs of all scripts and blocks of a page said, and the scripts: they name what they catch.

    Raises `Diagnostic` if a script or one of its results cannot be read.
    """
    names, output = _read(read_text(page))
    found = (examples.find(name)[0] for name in names)
    return "\0".join([output, *(_said_by(example) for example in found if example)])


@cache
def _read(text: str) -> tuple[list[str], str]:
    """The names of the scripts that a page refers to, and the output of its own blocks."""
    names: dict[str, None] = {}
    output = []
    for block in scan(text):
        if block.kind == "reference" and (reference := _REFERENCE.match(block.text)):
            names[reference[1]] = None
        elif block.kind == "code" and block.lines[0].strip() == "```text":
            output.append(_normal(block.text))
    return list(names), "\0".join(output)


def _said_by(example: examples.Example) -> str:
    if example.path not in _said or _said[example.path][0] is not example:
        texts = []
        for database in example.databases:
            older = (example.older_run(database, version) for version in OLDER_VERSIONS)
            for run in (example.run(database), *older):
                if run is not None:
                    texts.append("".join(map(_text, visible_events(run))))
        _said[example.path] = example, "\0".join(map(_normal, dict.fromkeys([*texts, example.source])))
    return _said[example.path][1]


def _text(event: Mapping[str, object]) -> str:
    """What an event of a run says."""
    if "text" in event:
        return str(event["text"])
    return f"\0{event.get('type') or event.get('category')}: {event['message']}\0"


def _normal(text: str) -> str:
    """The text on one line, without Markdown, entities, escapes and addresses of objects."""
    text = html.unescape(text).replace("`", "").replace('\\"', '"').replace("\\'", "'")
    return _ADDRESS.sub("", re.sub(r"\s+", " ", text))
