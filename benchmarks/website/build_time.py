"""How long a build takes, and how long a writer waits for a saved page, also with many more pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import yaml
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Error, Page, TimeoutError

from benchmarks.report import Bound, median, spread, table
from benchmarks.timing import Duration, timed
from benchmarks.website.measurement import Measurement
from livedocs import ROOT
from livedocs.languages import LANGUAGES
from runtime.build import Missing
from tests.support.processes import NO_SERVERS, free_port
from tests.support.repository import GENERATED

BUILD_MOST = 1.3  # times stock Material
SAVE_MOST = 0.2  # of a full build
SERVED_WITHIN = 600  # seconds until the first build is served
SHOWN_WITHIN = 120  # seconds until the browser shows what was saved
PAGE = "en/deleting/parent-deleted/"
PROSE = ("docs/en/deleting/parent-deleted.md", "By then no row")
SCRIPT = ("examples/deleting/default.py", "Website")


# Copies ---------------------------------------------------------------------------------------------


def copy(target: Path, times: int = 1) -> Path:
    """A copy of the repository with so many times its pages and examples, each under a name of its own."""
    left_out = shutil.ignore_patterns("npm", "benchmark")  # of .runtime: not needed for building

    def ignore(folder: str, names: list[str]) -> set[str]:
        return {*GENERATED(folder, names), *(left_out(folder, names) if folder.endswith(".runtime") else ())}

    shutil.copytree(ROOT, target, ignore=ignore)
    for number in range(2, times + 1):
        multiply(target, number)
    if times > 1:
        renew_navigation(target, times)
    return target


def multiply(root: Path, number: int) -> None:
    topics = {
        path.name
        for path in (root / "examples").iterdir()
        if path.is_dir() and not re.search(r"-\d+$", path.name)
    }
    for topic in topics - {"__pycache__"}:
        shutil.copytree(root / "examples" / topic, root / "examples" / f"{topic}-{number}")
    for language in LANGUAGES:
        docs = root / "docs" / language
        for path in sorted(docs.rglob("*.md")):
            if re.search(r"-\d+[/.]", path.relative_to(docs).as_posix()):
                continue
            text = re.sub(
                r"^(::: \w+ )([\w-]+)/",
                lambda m: f"{m[1]}{m[2]}-{number}/" if m[2] in topics else m[0],
                path.read_text("utf-8"),
                flags=re.MULTILINE,
            )
            target = docs / renamed(path.relative_to(docs).as_posix(), number)
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, "utf-8")


def renamed(name: str, number: int) -> str:
    """A page's other name: ``deleting-2/bulk.md``, ``post-2.md``."""
    topic, _, page = name.rpartition("/")
    return f"{topic}-{number}/{page}" if topic else name.replace(".md", f"-{number}.md")


def renew_navigation(root: Path, times: int) -> None:
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8")
    items = yaml_load(text)["nav"]

    def repeated(item: Any, number: int) -> Any:
        if isinstance(item, dict):
            ((name, inner),) = item.items()
            return {f"{name}-{number}": [renamed(page, number) for page in inner]}
        return renamed(item, number)

    items += [repeated(item, number) for number in range(2, times + 1) for item in list(items)[: len(items)]]
    block = yaml.dump({"nav": items}, allow_unicode=True, sort_keys=False)
    text = re.sub(r"^nav:\n(?:[ #].*\n|\n)*", lambda _: block + "\n", text, count=1, flags=re.MULTILINE)
    text = re.sub(
        r"^    ([\w-]+): \{ ko: (.*), en: (.*) \}\n",
        lambda m: (
            m[0]
            + "".join(f"    {m[1]}-{n}: {{ ko: {m[2]} {n}, en: {m[3]} {n} }}\n" for n in range(2, times + 1))
        ),
        text,
        flags=re.MULTILINE,
    )
    path.write_text(text, "utf-8")


# Builds ---------------------------------------------------------------------------------------------


def run(*command: str, cwd: Path) -> None:
    """Runs `command` with this Python. Raises `Missing` with the end of its output where it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        cwd=cwd,
        env={**os.environ, **NO_SERVERS, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Missing(f"`{' '.join(command[:3])}` failed:\n{(done.stderr + done.stdout)[-2000:]}")


def build(root: Path, site: Path) -> Duration:
    return timed(lambda: run("-m", "mkdocs", "build", "--strict", "--site-dir", str(site), cwd=root))


STOCK: dict[str, tuple[str, ...]] = {
    "stock Material": (),
    "stock Material, no results in the pages": ("--without-panels",),
}


def measure_build(measurement: Measurement) -> list[Bound]:
    rows: list[list[object]] = [
        [
            "build",
            "pages",
            "rounds",
            "s, median (least–most)",
            "processor s",
            "ms a page",
            "ours to it, pair by pair",
            "by processor s",
        ]
    ]
    bounds = list[Bound]()
    for times in measurement.sizes:
        folder = measurement.folder / f"build-{times}"
        roots = {"ours": copy(folder / "ours", times)}
        for number, (name, options) in enumerate(STOCK.items()):
            roots[name] = folder / f"stock-{number}"
            run("-m", "benchmarks.stock_site", str(roots[name]), *options, cwd=roots["ours"])
        pages = sum(1 for _ in (roots["ours"] / "docs").rglob("*.md"))
        rounds: dict[str, list[Duration]] = {name: [] for name in roots}
        for number in range(measurement.rounds):
            for name, root in roots.items():
                measurement.say([f"build of {pages} pages, round {number + 1}: {name} …"], progress=True)
                rounds[name].append(build(root, folder / "site"))
                shutil.rmtree(folder / "site")
        for name, taken in rounds.items():
            seconds = [duration.wall for duration in taken]
            pairs = list(zip(rounds["ours"], taken, strict=True))
            ratios = [ours.wall / other.wall for ours, other in pairs]
            by_processor = [ours.processor / other.processor for ours, other in pairs]
            rows.append(
                [
                    f"{name}, {times} × today's pages",
                    pages,
                    len(taken),
                    spread(seconds),
                    f"{median([duration.processor for duration in taken]):.1f}",
                    f"{1000 * median(seconds) / pages:.0f}",
                    *(
                        [None, None]
                        if name == "ours"
                        else [spread(ratios, digits=2), spread(by_processor, digits=2)]
                    ),
                ]
            )
            if name == "stock Material":
                bounds.append(
                    Bound(f"build, ours to stock Material, {pages} pages", median(ratios), BUILD_MOST)
                )
        shutil.rmtree(folder)
    measurement.say(table(rows))
    return bounds


# Saving ---------------------------------------------------------------------------------------------


@contextmanager
def served(root: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], TextIO]]:
    address = f"127.0.0.1:{free_port()}"
    log = open(root / "serve.log", "w+", encoding="utf-8")  # noqa: SIM115 - closed when the server has ended
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=root,
        env={**os.environ, **NO_SERVERS, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://{address}/"},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield f"http://{address}/", process, log
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def opened(tab: Page, url: str, process: subprocess.Popen[bytes], log: TextIO) -> None:
    """Opens the page as soon as it is served."""
    deadline = time.monotonic() + SERVED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            response = tab.goto(url)
            if response and response.ok:
                return
        except Error:  # not listening yet
            time.sleep(0.3)
    log.seek(0)
    raise Missing(f"`mkdocs serve` does not answer:\n{log.read()[-2000:]}")


def saved(tab: Page, path: Path, old: str, new: str, shown: str) -> float:
    """Seconds from writing `new` for `old` in the file to `shown` being in the page."""
    text = path.read_text("utf-8")
    if old not in text:
        raise Missing(f"{path.name} no longer holds {old!r}")
    began = time.perf_counter()
    path.write_text(text.replace(old, new), "utf-8")
    try:
        tab.wait_for_function(
            "(text) => document.body?.textContent.includes(text)",
            arg=shown,
            polling=50,
            timeout=SHOWN_WITHIN * 1000,
        )
    except TimeoutError as error:
        raise Missing(
            f"{path.name} was saved, and after {SHOWN_WITHIN} s the browser does not show it"
        ) from error
    return time.perf_counter() - began


def measure_save(measurement: Measurement) -> list[Bound]:
    rows: list[list[object]] = [
        [
            "from saving to the reloaded browser",
            "pages",
            "s, median (least–most)",
            "full build s",
            "share of a full build",
        ]
    ]
    bounds = list[Bound]()
    for times in measurement.sizes:
        root = copy(measurement.folder / f"save-{times}", times)
        pages = sum(1 for _ in (root / "docs").rglob("*.md"))
        full = median([build(root, root / "built").wall for _ in range(min(measurement.rounds, 3))])
        shutil.rmtree(root / "built")
        taken: dict[str, list[float]] = {"a page": [], "an example": []}
        with served(root) as (address, process, log):
            tab = measurement.chromium.new_page()
            opened(tab, address + PAGE, process, log)
            for name, (place, old) in {"a page": PROSE, "an example": SCRIPT}.items():
                measurement.say([f"{pages} pages, saving {name} {measurement.rounds} times …"], progress=True)
                for number in range(measurement.rounds):
                    previous, new = (f"{old} saved {number - 1}" if number else old), f"{old} saved {number}"
                    try:
                        taken[name].append(saved(tab, root / place, previous, new, new))
                    except Missing as missing:
                        measurement.notes.append(str(missing))
                        break
                    time.sleep(1.5)  # the server's own pause between two builds
            tab.close()
        for name, seconds in taken.items():
            what = f"saving {name}, of a full build, {pages} pages"
            if len(seconds) < measurement.rounds:
                bounds.append(Bound(what, None, SAVE_MOST, why=measurement.notes[-1]))
                continue
            share = median(seconds) / full
            rows.append(
                [f"{name}, {times} × today's pages", pages, spread(seconds), f"{full:.1f}", f"{share:.2f}"]
            )
            bounds.append(Bound(what, share, SAVE_MOST))
        shutil.rmtree(root)
    measurement.say(table(rows))
    return bounds
