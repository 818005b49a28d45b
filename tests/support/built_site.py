"""The site, built once for each state of the repository, and used by every test run that finds that state.

It is kept in ``.cache/site-<digest of what it is built from>/docs``, or in a temporary folder where ``.cache``
cannot be written. Two runs at once build it once: the second waits. Sites of other states are removed, unless a
run uses them.
"""

import atexit
import fcntl
import functools
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from livedocs import ROOT
from livedocs.render import browser_runtime
from tests.support.processes import build

SITE_URL = "https://docs.example.org/docs/"
SOURCES = ("docs", "examples", "livedocs", "theme", "mkdocs.yml", "README.md")
CACHE = ROOT / ".cache"
_used: list[int] = []  # file descriptors that hold the locks on the folders in use, until this process ends


class SiteFailed(Exception):
    """The site cannot be built; the text is what MkDocs wrote."""


def built_site() -> Path:
    """The folder of the built site, whose name is ``docs``. Raises `SiteFailed`."""
    site, output = _built_once()
    if site is None:
        raise SiteFailed(output)
    return site


@functools.cache
def _built_once() -> tuple[Path | None, str]:
    try:
        CACHE.mkdir(exist_ok=True)
        writable = os.access(CACHE, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        folder = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return _build(Path(folder))
    with _locked(CACHE / "site.lock"):
        folder = CACHE / f"site-{digest()}"
        if not folder.exists():
            building = CACHE / "site.building"
            shutil.rmtree(building, ignore_errors=True)
            site, output = _build(building)
            if site is None:
                return None, output
            building.rename(folder)
        _used.append(_lock(folder, fcntl.LOCK_SH))
        _remove_unused(folder)
    return folder / "docs", ""


def _build(folder: Path) -> tuple[Path | None, str]:
    status, output = build(folder / "docs", SITE_URL=SITE_URL)
    return (None if status else folder / "docs"), output


def digest(root: Path = ROOT) -> str:
    """A digest of what the site is built from: sources, browser runtime, installed packages, environment."""
    found = hashlib.sha256()
    manifest = browser_runtime.FOLDER / "manifest.json"  # it names the other files by their digests
    for path in (*_files(root), manifest):
        content = path.read_bytes() if path.exists() else b""
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    packages = sorted(f"{package.metadata['Name']} {package.version}" for package in distributions())
    environment = [os.environ.get("REPOSITORY_URL", ""), SITE_URL, sys.version]
    found.update("\0".join([*packages, *environment]).encode())
    return found.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = root / name
        yield from (
            sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
            if path.is_dir()
            else [path]
        )


def _remove_unused(used: Path) -> None:
    for folder in CACHE.glob("site-*"):
        if folder == used:
            continue
        try:
            lock = _lock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # another run uses it
            continue
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _lock(path: Path, how: int) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT if not path.is_dir() else os.O_RDONLY, 0o644)
    try:
        fcntl.flock(descriptor, how)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the lock on the file at `path`, for which it waits."""
    descriptor = _lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)
