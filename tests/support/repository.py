"""Copies of the repository."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from livedocs import ROOT

# For `shutil.copytree`: what is not part of the repository.
GENERATED = shutil.ignore_patterns(
    ".git", ".cache", ".venv*", "site", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"
)


@contextmanager
def copied_repository() -> Iterator[Path]:
    """A copy of the repository without what is generated; removed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(ROOT, Path(folder) / "copy", ignore=GENERATED))
