"""Turns runnable scripts into pages: runs them, records what they did, and shows it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"

LANGUAGES = ("ko", "en")


class Diagnostic(Exception):
    """Something a writer has to mend.

    Its text is one line a person can act on, starting with ``file:line:``.
    """

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{relative(path)}:{line}: {message}")


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
