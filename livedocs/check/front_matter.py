"""What a page has between ``---`` at its top: YAML with a few keys."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import yaml

from livedocs import Diagnostic
from livedocs.content.markdown_blocks import Block

KEYS = ("title", "description", "keywords")


def front_matter_diagnostics(blocks: list[Block], path: Path) -> Iterator[Diagnostic]:
    """Invalid YAML, unknown keys, keys twice and values that are not text."""
    if not blocks or blocks[0].kind != "front matter":
        return
    first = blocks[0].line + 1  # the line below the first `---`
    try:
        root = yaml.compose("\n".join(blocks[0].lines[1:-1]), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = first + (error.problem_mark.line if error.problem_mark else 0)
        message = (
            f"this is not valid YAML ({error.problem}). "
            "Put a value that has `: ` or begins with a mark in quotes"
        )
        yield Diagnostic(path, line, message)
        return
    except yaml.reader.ReaderError:
        return  # an invisible character, which is reported as such
    if not isinstance(root, yaml.MappingNode):
        yield Diagnostic(path, first, f"write `key: text` here, in each line; the keys are {', '.join(KEYS)}")
        return
    seen: dict[str, int] = {}
    for key, value in root.value:
        line = first + key.start_mark.line
        if key.value not in KEYS:
            near = difflib.get_close_matches(str(key.value), KEYS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(KEYS)}"
            yield Diagnostic(path, line, f"nothing reads the key `{key.value}`; {hint}")
        elif key.value in seen:
            yield Diagnostic(
                path, line, f"`{key.value}` is given in line {seen[key.value]} already. Remove one"
            )
        elif value.tag != "tag:yaml.org,2002:str":
            yield Diagnostic(path, line, f"the value of `{key.value}` is not text. Put it in quotes")
        elif not value.value.strip():
            yield Diagnostic(path, line, f"`{key.value}` is empty. Write it, or remove the line")
        seen.setdefault(str(key.value), line)
