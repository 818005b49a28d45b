"""How fast Python runs in the page: ``make runtime-benchmark``.

The same script in Chromium, with this site's runtime and with what else runs Python in a page, and as
``python example.py``. Each figure is the median of several rounds taken in turn, with the least and the most.
One local server sends everything, compressed and cached as GitHub Pages does, so there is no network in the
times, and the bytes can be compared.
"""

import argparse
import functools
import hashlib
import html
import importlib.metadata
import json
import os
import re
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from benchmarks.server import serving
from livedocs import ROOT
from livedocs.render import browser_runtime
from livedocs.versions import INSTALLED_VERSION
from runtime import build
from runtime.build import Missing
from tests.support.browser import ARGUMENTS, executable

SCRIPT = ROOT / "examples" / "deleting" / "default.py"
HERE = Path(__file__).parent
WORK = ROOT / ".runtime" / "benchmark"
PYODIDE = build.MODULES / "node_modules" / "pyodide"
PATIENCE = 120_000  # milliseconds until a page that prints nothing ends the benchmark
PAUSE = 2  # seconds between what is to be over and what is timed: the warm-up, the page's own loading

FIGURES = {
    "cold": "click → first output, cold",
    "second": "click → first output, second visit",
    "intent": "click → first output, after intent",
    "rerun": "re-run with reset → first output",
    "stop": "stop → ready",
    "all bytes": "loaded for a first run",
    "needed bytes": "loaded before it can begin",
}


@dataclass(frozen=True)
class Subject:
    """One way to run Python in a page, and what is particular to it."""

    name: str
    title: str
    button: str = "#run"
    output: str = "#output"
    at_once: bool = False  # starts Python when the page is opened, and takes no click before it is ready
    intent: bool = True  # can start before the click
    reset: str = "window.reset()"  # "": only by opening the page again
    stop: str = "window.stop()"  # "": it cannot be stopped
    ready: str = "button.onclick"
    source: str = "document.querySelector('#source').value = text"


SUBJECTS = (
    Subject("ours", "ours", ready="!button.disabled"),
    Subject("bytecode", "ours, snapshot unusable", ready="!button.disabled"),
    Subject("stock", "stock Pyodide"),
    Subject(
        "markdown-exec",
        "markdown-exec",
        "#exec-1--run",
        "#exec-1--output",
        at_once=True,
        reset="",
        stop="",
        source="",
    ),
    Subject(
        "pyscript",
        "PyScript",
        ".py-editor-run-button",
        ".py-editor-output",
        intent=False,
        reset="",
        # It asks whether to, and puts a new editor in the old one's place.
        stop="(window.confirm = () => true, button().click(), until(() => button() && !button().matches('.running')))",
        ready="button",
        source="document.querySelector('script[type^=py-editor]').code = text",
    ),
)

TITLES = {"native": "python example.py", **{subject.name: subject.title for subject in SUBJECTS}}


# The figures ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values):
        return cls(statistics.median(values), min(values), max(values))

    def text(self, unit):
        scale = 1e6 if unit == "MB" else 1
        median, least, most = (f"{value / scale:.2f}" for value in (self.median, self.least, self.most))
        return f"{median} {unit} ({least}–{most})"


@dataclass(frozen=True)
class Goal:
    """`figure` of `of` is at most `most` times that of `against`, or at most `most` in itself."""

    figure: str
    most: float
    against: str = ""
    of: str = "ours"

    def line(self, figures):
        """`figures`: {(subject, figure): Figure}"""
        bytes_ = self.figure.endswith("bytes")
        unit, scale = (" MB", 1e6) if bytes_ else (" s", 1)
        what = "goal " if self.of == "ours" else f"goal {TITLES[self.of]}: "
        what += f"{FIGURES[self.figure]}: at most "
        what += f"{self.most:g} × {TITLES[self.against]}" if self.against else f"{self.most / scale:g}{unit}"
        ours = figures.get((self.of, self.figure))
        other = figures.get((self.against, self.figure))
        if not ours or (self.against and not other):
            return f"{what}: not measured"
        value = ours.median / (other.median if self.against else 1)
        shown = f"{value:.2f}" if self.against else f"{value / scale:.2f}{unit}"
        return f"{what}: {'met' if value <= self.most else 'missed'}, {shown}"


GOALS = (
    Goal("cold", 0.25, "markdown-exec"),
    Goal("cold", 0.25, "pyscript"),
    Goal("cold", 4, "native"),
    Goal("cold", 0.5, "stock", of="bytecode"),
    Goal("intent", 0.1),
    Goal("rerun", 0.15),
    Goal("all bytes", 10e6),
    Goal("needed bytes", 10e6),
)


def table(names, figures):
    """A line for each figure, a column for each of `names`, {subject: title}."""
    cells = [["", *names.values()]]
    for figure, title in FIGURES.items():
        unit = "MB" if figure.endswith("bytes") else "s"
        values = [figures.get((name, figure)) for name in names]
        cells.append([title, *(value.text(unit) if value else "–" for value in values)])
    widths = [max(map(len, column)) for column in zip(*cells)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in cells]


# What is served -------------------------------------------------------------------------------------


def tried(*command, **options):
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
        )
    except OSError as error:
        raise Missing(str(error)) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise Missing(f"`{Path(command[0]).name} {command[1]} …` failed: {said[-1]}")


def kept(name, made_from, make):
    """The folder `name`, made by `make(folder)` when `made_from`, a text, is new."""
    folder, stamp = WORK / name, WORK / f"{name}.made-from"
    if not stamp.exists() or stamp.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        stamp.write_text(made_from, "utf-8")
    return folder


def locked(name):
    """The lines of the lock file for one package: the version that runs here, with its hashes."""
    lock = (ROOT / "requirements" / f"sqlalchemy-{INSTALLED_VERSION}.txt").read_text("utf-8")
    return re.search(rf"^{name}\b.*\n(?:[ \t]+.*\n)*", lock, re.MULTILINE)[0]


def wheels(name, requirements):
    """A folder with the pure wheels of `requirements`."""

    def download(folder):
        wanted = folder / "requirements.txt"
        wanted.write_text(requirements, "utf-8")
        pure = ("--platform", "any", "--python-version", "314", "--implementation", "py", "--abi", "none")
        options = ("--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", *pure)
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
        tried(*pip, "download", *options, "-r", wanted, "--dest", folder)

    return kept(name, requirements, download)


def template(name, **values):
    return string.Template((HERE / "pages" / name).read_text("utf-8")).safe_substitute(values)


def markdown_exec_page(folder, addresses):
    """What markdown-exec renders for a page with one ``pyodide`` fence, with our addresses for those of its networks."""
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


def prepare(server, wanted):
    """Puts what the subjects need on the server. Returns {name: why it is missing}."""
    missing = {}
    source = SCRIPT.read_text("utf-8")
    escaped = html.escape(source)

    def ours(name="ours", **files):
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

    def bytecode():
        """A snapshot with nothing in it: Python starts from the archive of bytecode."""
        server.pages["/assets/runtime/unusable.bin"] = "\0" * 1000
        ours("bytecode", snapshot={"file": "unusable.bin", "bytes": 1000})

    @functools.cache
    def pyodide():
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
    def tools():
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

    def stock():
        server.pages["/stock.html"] = template("stock.html", source=escaped)
        server.pages["/stock.js"] = template("stock.js", wheels=json.dumps(pyodide()))

    def markdown_exec():
        page, assets = markdown_exec_page(tools(), pyodide())
        server.pages["/markdown-exec.html"] = page
        server.folders["/markdown-exec/"] = assets

    def pyscript():
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


# In the browser -------------------------------------------------------------------------------------

# In the page itself, so that no way between it and this script is timed.
TOOLS = """
const button = () => document.querySelector(NAMES.button);
const until = (condition) => new Promise((resolve) => {
  const look = () => condition() && (observer.disconnect(), resolve());
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
});
const ready = (button) => button && CONDITION;
const printed = (text) => until(() => document.querySelector(NAMES.output)?.textContent.includes(text));
const setSource = (text) => { SOURCE };
const seconds = async (work, since) => (await work(), (performance.now() - since) / 1000);
"""
READY = "await until(() => ready(button()))"
SHOWN = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


class Tab:
    """A page of one subject, just opened."""

    def __init__(self, context, server, subject, lines):
        self.page, self.server, self.subject, self.lines = context.new_page(), server, subject, lines
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(
            f"{server.origin}/{subject.name}.html",
            wait_until="domcontentloaded" if subject.at_once else "load",
        )
        if not subject.at_once:
            time.sleep(PAUSE)

    def evaluate(self, work, *values):
        """What the JavaScript `work` comes to; it has `values`, and the tools above."""
        subject = self.subject
        tools = TOOLS.replace("CONDITION", subject.ready).replace("SOURCE", subject.source)
        tools = tools.replace("NAMES.button", json.dumps(subject.button)).replace(
            "NAMES.output", json.dumps(subject.output)
        )
        late = f"new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer from {subject.title}')), {PATIENCE}))"
        return self.page.evaluate(
            f"(values) => {{ {tools} return Promise.race([{late}, (async () => {{ {work} }})()]) }}", values
        )

    def run(self, before="", since="performance.now()"):
        """Seconds to the first line, from `since`, by way of `before` and the click. Waits for the end, too."""
        taken = self.evaluate(
            f"""return seconds(async () => {{
                {before};
                button().click();
                await printed(values[0]);
            }}, {since})""",
            self.lines[0],
        )
        self.evaluate(f"await printed(values[0]); {READY}", self.lines[-1])
        return taken

    def first_run(self):
        return self.run(READY, SHOWN) if self.subject.at_once else self.run(READY)

    def reopened(self):
        """Where nothing else resets Python: the page is loaded again, which the reader waits for, too."""
        self.page.reload(wait_until="domcontentloaded")
        return self.run(READY, "0")

    def stopped(self):
        """Seconds from stopping an endless loop to the output of the next run."""
        self.evaluate("setSource(values[0]); button().click()", "while True:\n    pass")
        time.sleep(PAUSE)
        return self.evaluate(
            f"""return seconds(async () => {{
                await {self.subject.stop};
                setSource(values[0]);
                button().click();
                await printed("ready");
            }}, performance.now())""",
            "print('ready')",
        )

    def close(self):
        self.page.close()


@contextmanager
def fresh_profile(playwright):
    """A browser that has never been anywhere."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root has no sandbox to use
    here_only = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=executable(), args=[*ARGUMENTS, *sandbox, here_only]
        )
        time.sleep(PAUSE)
        yield context
        context.close()


def measure(playwright, server, subject, lines):
    """{figure: value} of one round."""
    values = {}
    before = server.sent
    with fresh_profile(playwright) as context:
        tab = Tab(context, server, subject, lines)
        values["cold"] = tab.first_run()
        time.sleep(PAUSE)
        values["all bytes"] = server.sent - before
        # What a page goes on loading by itself is hardly later than the rest, from a server this near: the page says.
        later = tab.evaluate("return window.later?.() ?? 0")
        values["needed bytes"] = values["all bytes"] - later
        tab.close()

        tab = Tab(context, server, subject, lines)
        values["second"] = tab.first_run()
        tab.close()

        tab = Tab(context, server, subject, lines)
        if subject.intent:
            tab.evaluate(f"{READY}; await window.intent?.()")
            time.sleep(PAUSE)
            values["intent"] = tab.run()
        else:
            tab.run()
        values["rerun"] = tab.run(f"await {subject.reset}") if subject.reset else tab.reopened()
        if subject.stop:
            values["stop"] = tab.stopped()
        tab.close()
    return values


def native():
    """(seconds of ``python example.py``, the lines that it prints)"""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, done.stdout.splitlines()


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime")
    parser.add_argument("only", nargs="*", metavar="NAME", help=f"of {', '.join(s.name for s in SUBJECTS)}")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    subjects = [s for s in SUBJECTS if s.name in options.only or not options.only]
    if executable() is None:
        return "There is no Chromium or Chrome on the PATH to measure in."

    found = {("native", "cold"): []}
    load = os.getloadavg()[0]
    native()  # compiles, and reads what the next one finds in memory
    with serving() as server, sync_playwright() as playwright:
        missing = prepare(server, [s.name for s in subjects])
        for path in PYODIDE.glob("*.*m*"):
            server.answer(f"/pyodide/{path.name}")  # compressed before anything is timed
        for number in range(options.rounds):
            seconds, lines = native()
            found["native", "cold"].append(seconds)
            for subject in subjects:
                if subject.name in missing:
                    continue
                print(
                    f"round {number + 1} of {options.rounds}: {subject.title} …", file=sys.stderr, flush=True
                )
                try:
                    measured = measure(playwright, server, subject, lines)
                except Error as error:  # the others go on
                    missing[subject.name] = str(error).splitlines()[0]
                    continue
                for figure, value in measured.items():
                    found.setdefault((subject.name, figure), []).append(value)
        browser_version = version(playwright)
    figures = {key: Figure.of(values) for key, values in found.items() if key[0] not in missing}

    sqlalchemy = importlib.metadata.version("sqlalchemy")
    print(
        f"{SCRIPT.relative_to(ROOT)}, SQLAlchemy {sqlalchemy}, Chromium {browser_version}, "
        f"{os.cpu_count()} processors, load before {load:.1f}"
    )
    print(f"median of {options.rounds} rounds (least–most); from a server on this machine, without a network")
    print(f"python example.py: {figures['native', 'cold'].text('s')}, from start to end")
    print()
    print("\n".join(table({s.name: s.title for s in subjects if s.name not in missing}, figures)))
    print()
    for subject in subjects:
        notes = []
        if subject.name in missing:
            notes.append(f"not measured: {missing[subject.name]}")
        elif subject.at_once:
            notes.append(
                "starts when the page is opened: cold and second visit count from when the page is shown"
            )
        if subject.name not in missing:
            notes += [] if subject.intent else ["starts with the first click only"]
            notes += [] if subject.reset else ["only opening the page again resets it"]
            notes += [] if subject.stop else ["cannot be stopped: the page freezes"]
        if notes:
            print(f"{subject.title}: {'; '.join(notes)}")
    for address in sorted(set(server.refused)):
        print(f"asked for in vain: {address}")
    for subject in subjects[1:]:
        ours, other = figures.get(("ours", "cold")), figures.get((subject.name, "cold"))
        if ours and other:
            print(f"cold, ours to {subject.title}: {ours.median / other.median:.2f}")
    for goal in GOALS:
        print(goal.line(figures))
    return 0


def version(playwright):
    with fresh_profile(playwright) as context:
        return context.browser.version


if __name__ == "__main__":
    sys.exit(main())
