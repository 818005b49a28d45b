"""Turns runnable scripts into pages: runs them, records what they did, and shows it."""

import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


_INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn", "Cs")  # categories of Unicode
_INVISIBLE_LETTERS = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")


class Diagnostic(Exception):
    """Something a writer has to fix.

    Its text is one line a person can act on, starting with ``file:line:``, without invisible characters.
    """

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, visible(message)
        super().__init__(f"{relative(path)}:{line}: {self.message}")


def visible(text: str) -> str:
    """`text` with invisible characters as Python writes them, ``\\u200b``; blanks and line ends stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(ascii(c)[1:-1] if is_invisible(c) else c for c in text)


def is_invisible(character: str) -> bool:
    """Whether a character has no shape of its own; a blank and the end of a line are not meant."""
    if character in " \n":
        return False
    return unicodedata.category(character) in _INVISIBLE or character in _INVISIBLE_LETTERS


def read_text(path: Path | str) -> str:
    """The text of a file in UTF-8. Raises `Diagnostic`, with the line, if it is missing or something else."""
    try:
        data = Path(path).read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise Diagnostic(path, 1, "there is no such file") from error
    except IsADirectoryError as error:
        raise Diagnostic(path, 1, "this is a folder, not a file") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Diagnostic(path, line, "this is not UTF-8. Save the file in that encoding") from error


def relative(path: Path | str) -> str:
    """`path` as it is written from the repository's root, for messages."""
    path = Path(path)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
