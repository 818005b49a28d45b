"""What can be said only of all pages: files that belong to nothing, and output that no page shows."""

from collections.abc import Iterator
from pathlib import Path

from livedocs import EXAMPLES, Diagnostic, read_text
from livedocs.content import examples, provenance
from livedocs.content.examples import Example
from livedocs.render.results import visible_events


def orphans(referenced: set[Path], root: Path = EXAMPLES) -> Iterator[Diagnostic]:
    """Files below `root` that belong to nothing; `referenced` holds the paths that pages refer to."""
    for path in sorted(root.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        if path.suffix == ".py":
            if path.parent == root:
                yield Diagnostic(path, 1, "a script belongs in examples/<topic>/<name>.py")
            elif path.parent.parent != root:  # a module of a script beside its folder
                if path not in referenced and read_text(path).strip():
                    topic, module = path.relative_to(root).as_posix().split("/", 1)
                    yield Diagnostic(
                        path,
                        1,
                        f"no page shows this module. Write `::: code {topic}/<script> {module}` with "
                        "the script that imports it, or remove it",
                    )
            elif path not in referenced:
                yield Diagnostic(
                    path,
                    1,
                    f"no page shows this script. Write `::: example {path.parent.name}/{path.stem}` in one, "
                    "or remove it",
                )
        elif path == root / provenance.NAME:
            continue
        elif not path.name.endswith(".result.json"):
            yield Diagnostic(path, 1, "neither a script nor a recorded result; it does not belong here")
        elif not path.with_name(path.name.replace(".result.json", ".py")).exists():
            yield Diagnostic(path, 1, "the script of this result is gone; remove the result too")


def unshown_output(
    referenced: set[Path], shown: dict[Path, tuple[Example, set[int]]], root: Path = EXAMPLES
) -> Iterator[Diagnostic]:
    """What scripts printed, warned of or raised that no page shows.

    `shown` maps the path of each example to (example, set of the lines whose results pages show).
    """
    shown = dict(shown)
    for path in sorted(referenced - shown.keys()):
        if path.parent.parent == root:
            shown[path] = (examples.load(path), set())
    for example, lines in shown.values():
        for database in example.databases:
            try:
                events = visible_events(example.run(database))
            except Diagnostic:
                continue  # reported where the page is expanded
            unseen = [event for event in events if event["line"] and event["line"] not in lines]
            if unseen:
                yield example.problem(
                    unseen[0]["line"],
                    f"no page shows what this line printed, warned of or raised on {database}. "
                    f"Show the section that it is in, with `::: example {example.name} <section>`, "
                    "or take it out",
                )
                break
