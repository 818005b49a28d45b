"""Builds what runs Python in a page: ``python -m runtime.build``, by way of ``make runtime``.

Node runs `build.mjs`, which compiles SQLAlchemy as it is installed here, and what captures a run, with
Pyodide.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg import errors

from livedocs import ROOT
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render.browser_runtime import BUILT, FOLDER

HERE = Path(__file__).resolve().parent
MODULES = ROOT / ".runtime" / "npm"
PACKAGES = ("sqlalchemy", "aiosqlite", "typing_extensions", "alembic", "mako", "markupsafe", "pg8000")
LEFT_OUT = (
    "sqlalchemy/testing/",
    "sqlalchemy/dialects/mssql/",
    "sqlalchemy/dialects/oracle/",
    "alembic/testing/",
    "aiosqlite/tests/",
    "mako/testing/",
    *(f"pg8000/{name}.py" for name in ("__init__", "dbapi", "legacy", "native")),
)
OURS = (
    "__init__",
    "databases",
    "languages",
    "versions",
    "content/__init__",
    "content/examples",
    "content/result",
    "content/script_rules",
    "execution/__init__",
    "execution/capture",
    "render/__init__",
    "render/diagram",
    "render/html",
    "render/results",
)
SCRIPT = ROOT / "examples" / "deleting" / "default.py"  # run before the memory is kept
OLDEST_NODE = 24  # Zstandard


class Missing(Exception):
    """What the build needs and does not find."""


def files() -> Iterator[tuple[str, Path]]:
    """The Python that goes to the page: (name in the archive, path)."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise Missing(f"there is no package {package}")
        origin = Path(spec.origin)
        if origin.name != "__init__.py":
            yield origin.name, origin
            continue
        for path in origin.parent.rglob("*.py"):
            name = path.relative_to(origin.parent.parent).as_posix()
            if not name.startswith(LEFT_OUT):
                yield name, path
    for name in OURS:
        yield f"livedocs/{name}.py", ROOT / "livedocs" / f"{name}.py"
    yield "page_preload.py", HERE / "preload.py"
    for path in (HERE / "page").glob("*.py"):
        yield path.name, path


def sqlstates() -> str:
    """What psycopg calls each error: {SQLSTATE: [its class, the DBAPI's class]}, as a module."""
    known = {
        code: (error.__name__, error.__mro__[1].__name__)
        for code, error in errors._sqlcodes.items()
        if len(code) == 5
    }
    return f'"""Made by runtime/build.py."""\n\nSQLSTATES = {known!r}\n'


def words() -> str:
    """What results and diagrams need of `livedocs.i18n`, as a module: the ``build`` of each catalogue."""
    catalogues = {language: {"build": catalogue(language)["build"]} for language in LANGUAGES}
    return f'"""Made by runtime/build.py."""\n\ncatalogue = {catalogues!r}.__getitem__\n'


def pack(target: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files()):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), path.read_bytes())
        archive.writestr(zipfile.ZipInfo("page_sqlstates.py", (2020, 1, 1, 0, 0, 0)), sqlstates())
        archive.writestr(zipfile.ZipInfo("livedocs/i18n/__init__.py", (2020, 1, 1, 0, 0, 0)), words())


def find(program: str) -> str:
    """The program beside this Python, or on the PATH. Raises `Missing`."""
    beside = Path(sys.executable).with_name(program)
    found = str(beside) if beside.exists() else shutil.which(program)
    if not found:
        raise Missing(f"there is no {program}; install Node {OLDEST_NODE} or newer")
    return found


def run(*command: str | Path, **options: Any) -> str:
    """What the command printed; `options` are those of `subprocess.run`. Raises `Missing` if it fails."""
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, text=True, **options)
    except OSError as error:
        raise Missing(f"{command[0]} cannot be started: {error}") from error
    if done.returncode:
        raise Missing(
            f"`{' '.join(map(str, command))}` ended with status {done.returncode}\n{done.stderr or ''}"
        )
    return done.stdout or ""


def install(listed: Path = HERE, target: Path = MODULES) -> Path:
    """The packages of ``package-lock.json`` in `listed`, in `target`, without running what they bring."""
    lock = (listed / "package-lock.json").read_text("utf-8")
    installed = target / "installed.json"
    if not installed.exists() or installed.read_text("utf-8") != lock:
        target.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(listed / name, target)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # npm looks for node there
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        run(find("npm"), "ci", *options, cwd=target, env={**os.environ, "PATH": path}, stderr=subprocess.PIPE)
        installed.write_text(lock, "utf-8")
    return target / "node_modules"


def main() -> int:
    try:
        node = find("node")
        version = run(node, "--version", stdout=subprocess.PIPE).strip()
        if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
            raise Missing(f"{node} is {version}; install Node {OLDEST_NODE} or newer")
        modules = install()
        print("Building what runs Python in the page …", flush=True)
        with tempfile.TemporaryDirectory(dir=MODULES.parent) as folder:
            pack(f"{folder}/sources.zip")
            run(
                node,
                HERE / "build.mjs",
                modules,
                f"{folder}/sources.zip",
                SCRIPT,
                f"{folder}/built",
                stderr=subprocess.PIPE,
            )
            shutil.rmtree(FOLDER, ignore_errors=True)
            Path(folder, "built").rename(FOLDER)
            BUILT.touch()
    except Missing as missing:
        print(f"The site has no Run button: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
