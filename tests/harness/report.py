"""How a check says what it found."""

from collections.abc import Iterable

import pytest
from _pytest._code.code import ExceptionInfo

from livedocs import Diagnostic

QUOTED_LINES = 20  # of what another program wrote


class Failure(Exception):
    """A check that did not pass; its text is the whole report."""


class Failures(Exception):
    """Several at once; each text is reported once."""

    def __init__(self, found: Iterable[Exception]) -> None:
        super().__init__("\n\n".join(dict.fromkeys(str(problem) for problem in found)))


class Check(pytest.Item):
    """One check; what it found is reported as text, without a traceback."""

    def __init__(self, *, line: int = 1, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.line = line
        self.add_marker("sqlalchemy")

    def repr_failure(self, excinfo: ExceptionInfo, style: object = None) -> object:
        if isinstance(excinfo.value, (Diagnostic, Failure, Failures)):
            return f"{excinfo.value}\n\nJust this one: pytest '{self.nodeid}'"
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[object, int, str]:
        return self.path, self.line - 1, self.name


def shortened(output: str) -> str:
    """What MkDocs wrote, each message once, and no more than can be read."""
    messages = list(dict.fromkeys(line for line in output.split("\n") if line.strip()))
    wrong = [line for line in messages if not line.startswith(("INFO", "DEBUG"))] or messages
    left = len(wrong) - QUOTED_LINES
    return "\n".join(wrong[:QUOTED_LINES] + ([f"… and {left} more lines"] if left > 0 else []))
