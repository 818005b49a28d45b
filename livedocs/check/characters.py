"""Characters of a page that nobody sees, and that programs understand differently."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic, is_invisible

_USUAL = re.compile(r"[\n -~\uac00-\ud7a3]*\Z")  # ASCII and Hangul


def character_diagnostics(text: str, path: Path) -> Iterator[Diagnostic]:
    """The first invisible character of each line. `text` is a whole file, with ``\\n`` between its lines."""
    for number, line in enumerate(text.split("\n"), 1):
        if _USUAL.match(line):
            continue
        character = next(filter(is_invisible, line), None)
        if character is not None:
            name = unicodedata.name(character, "control character")
            message = (
                f"an invisible character, U+{ord(character):04X} ({name}). "
                "Remove it, or write a blank or a new line"
            )
            yield Diagnostic(path, number, message)
