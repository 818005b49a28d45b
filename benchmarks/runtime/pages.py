"""The pages that are measured, and the server's files for them."""

import functools
import hashlib
import html
import json
import re
import shutil
import string
import subprocess
import sys
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from benchmarks.runtime.subjects import SCRIPT
from benchmarks.server import Server
from livedocs import ROOT
from livedocs.render import browser_runtime
from livedocs.versions import INSTALLED_VERSION
from runtime import build
from runtime.build import Missing

HERE = Path(__file__).parent
WORK = ROOT / ".runtime" / "benchmark"
PYODIDE = build.MODULES / "node_modules" / "pyodide"


def tried(*command: str | Path, **options: Any) -> None:
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
        )
    except OSError as error:
        raise Missing(str(error)) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise Missing(f"`{Path(command[0]).name} {command[1]} …` failed: {said[-1]}")


def cached_folder(name: str, made_from: str, make: Callable[[Path], None]) -> Path:
    """The folder `name`, made by `make(folder)` when `made_from`, a text, is new."""
    folder, stamp = WORK / name, WORK / f"{name}.made-from"
    if not stamp.exists() or stamp.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        stamp.write_text(made_from, "utf-8")
    return folder


def locked(name: str) -> str:
    """The lines of the lock file for one package: the version that runs here, with its hashes."""
    lock = (ROOT / "requirements" / f"sqlalchemy-{INSTALLED_VERSION}.txt").read_text("utf-8")
    found = re.search(rf"^{name}\b.*\n(?:[ \t]+.*\n)*", lock, re.MULTILINE)
    if not found:
        raise Missing(f"the lock file does not list {name}")
    return found[0]


def wheels(name: str, requirements: str) -> Path:
    """A folder with the pure wheels of `requirements`."""

    def download(folder: Path) -> None:
        wanted = folder / "requirements.txt"
        wanted.write_text(requirements, "utf-8")
        pure = ("--platform", "any", "--python-version", "314", "--implementation", "py", "--abi", "none")
        options = ("--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", *pure)
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
        tried(*pip, "download", *options, "-r", wanted, "--dest", folder)

    return cached_folder(name, requirements, download)


def template(name: str, **values: str) -> str:
    return string.Template((HERE / "templates" / name).read_text("utf-8")).safe_substitute(values)


def markdown_exec_page(folder: Path, addresses: list[str]) -> tuple[str, Path]:
    """(markdown-exec's HTML for a page with one ``pyodide`` fence, the folder of its scripts and styles)

    The addresses of its networks are replaced by those of this server.
    """
    import markdown

    [wheel] = folder.glob("markdown_exec-*.whl")
    unpacked = folder / "markdown-exec"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    sys.path.insert(0, str(unpacked))
    import markdown_exec

    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    fence = {
        "name": "pyodide",
        "class": "pyodide",
        "validator": markdown_exec.validator,
        "format": markdown_exec.formatter,
    }
    body = markdown.markdown(
        f'```pyodide install="{",".join(addresses)}" version="{version}"\n{SCRIPT.read_text("utf-8")}```\n',
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
    )
    # In the page, not by rerouting requests: that would switch the browser's cache off.
    for theirs, here in {
        f"https://cdn.jsdelivr.net/pyodide/v{version}/full": "pyodide",
        "https://cdn.jsdelivr.net/npm/highlightjs-themes@1.0.0": "npm/highlightjs-themes",
        "https://cdnjs.cloudflare.com/ajax/libs/ace/1.16.0": "npm/ace-builds/src-min-noconflict",
        "https://cdnjs.cloudflare.com/ajax/libs/highlight.js/11.7.0": "npm/@highlightjs/cdn-assets",
    }.items():
        if theirs not in body:
            raise Missing(f"its page does not load {theirs}")
        body = body.replace(theirs, here)
    body = body.replace(".min.css", ".css")  # that network makes the small ones itself
    if elsewhere := re.search(r"(?:src|href)=\"(https?://[^\"]*)", body):
        raise Missing(f"its page loads {elsewhere[1]}, of which there is no copy here")
    return template("markdown-exec.html", body=body), unpacked / "markdown_exec" / "assets"


def prepare(server: Server, wanted: Collection[str]) -> dict[str, str]:
    """Puts what the subjects need on the server. Returns {name of a subject: why it cannot be measured}."""
    missing = {}
    source = SCRIPT.read_text("utf-8")
    escaped = html.escape(source)

    def ours(name: str = "ours", **files: Any) -> None:
        manifest = browser_runtime.manifest()
        if not manifest:
            raise Missing("`make runtime` has not built it")
        server.folders["/assets/runtime/"] = browser_runtime.FOLDER
        server.folders["/assets/"] = ROOT / "theme" / "assets"
        filename = SCRIPT.relative_to(ROOT).as_posix()
        manifest = {**manifest, "files": {**manifest["files"], **files}}
        server.pages[f"/{name}.html"] = template(
            "ours.html", source=escaped, manifest=json.dumps(manifest), filename=filename
        )

    def bytecode() -> None:
        """A snapshot with nothing in it: Python starts from the archive of bytecode."""
        server.pages["/assets/runtime/unusable.bin"] = "\0" * 1000
        ours("bytecode", snapshot={"file": "unusable.bin", "bytes": 1000})

    @functools.cache
    def pyodide() -> list[str]:
        """Pyodide as npm has it, and the addresses of the wheels."""
        if not PYODIDE.exists():
            raise Missing("`make runtime` has not installed Pyodide")
        server.folders["/pyodide/"] = PYODIDE
        folder = wheels("wheels", locked("typing-extensions") + locked("sqlalchemy"))
        server.folders["/wheels/"] = folder
        names = sorted(
            (path.name for path in folder.glob("*.whl")), reverse=True
        )  # what SQLAlchemy needs comes first
        return [f"{server.origin}/wheels/{name}" for name in names]

    @functools.cache
    def tools() -> Path:
        """The others' wheels, and micropip where Pyodide looks for it."""
        folder = wheels("tools", (HERE / "requirements.txt").read_text("utf-8"))
        [micropip] = folder.glob("micropip-*.whl")
        lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
        # Pyodide builds its own copy of the same version, which no registry has.
        lock["packages"]["micropip"] |= {
            "file_name": micropip.name,
            "sha256": hashlib.sha256(micropip.read_bytes()).hexdigest(),
        }
        server.pages["/pyodide/pyodide-lock.json"] = json.dumps(lock)
        server.folders[f"/pyodide/{micropip.name}"] = micropip
        server.folders["/npm/"] = build.install(HERE / "npm", WORK / "npm")
        return folder

    def stock() -> None:
        server.pages["/stock.html"] = template("stock.html", source=escaped)
        server.pages["/stock.js"] = template("stock.js", wheels=json.dumps(pyodide()))

    def markdown_exec() -> None:
        page, assets = markdown_exec_page(tools(), pyodide())
        server.pages["/markdown-exec.html"] = page
        server.folders["/markdown-exec/"] = assets

    def pyscript() -> None:
        addresses = json.dumps(pyodide())
        tools()
        server.pages["/pyscript.html"] = template(
            "pyscript.html", source=source, origin=server.origin, wheels=addresses
        )

    for name, make in {
        "ours": ours,
        "bytecode": bytecode,
        "stock": stock,
        "markdown-exec": markdown_exec,
        "pyscript": pyscript,
    }.items():
        if name in wanted:
            try:
                make()
            except Missing as error:
                missing[name] = str(error)
    return missing
