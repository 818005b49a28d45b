"""Turns runnable scripts into pages: runs them, records what they did, and shows it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"

LANGUAGES = ("ko", "en")
DATABASES = ("sqlite", "postgresql", "mariadb")
DATABASE_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mariadb": "MariaDB"}


class Problem(Exception):
    """Something a writer has to mend.

    Its text is one line a person can act on, starting with ``file:line:``.
    """

    def __init__(self, path, line, message):
        self.path, self.line, self.message = path, line, message
        super().__init__(f"{relative(path)}:{line}: {message}")


def relative(path):
    """`path` as it is written from the repository's root, for messages."""
    path = Path(path)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
