"""How long a build takes, and a writer waits for a saved page: at today's size, and with several times the pages."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import yaml
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Error, TimeoutError

from benchmarks.report import Bound, median, spread, table
from livedocs import LANGUAGES, ROOT
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


def copy(target, times=1):
    """A copy of the repository with so many times its pages and examples, each under a name of its own."""
    left_out = shutil.ignore_patterns("npm", "benchmark")  # of .runtime: not needed for building

    def ignore(folder, names):
        return {*GENERATED(folder, names), *(left_out(folder, names) if folder.endswith(".runtime") else ())}

    shutil.copytree(ROOT, target, ignore=ignore)
    for number in range(2, times + 1):
        multiply(Path(target), number)
    if times > 1:
        renew_navigation(Path(target), times)
    return Path(target)


def multiply(root, number):
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


def renamed(name, number):
    """A page's other name: ``deleting-2/bulk.md``, ``post-2.md``."""
    topic, _, page = name.rpartition("/")
    return f"{topic}-{number}/{page}" if topic else name.replace(".md", f"-{number}.md")


def renew_navigation(root, times):
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8")
    items = yaml_load(text)["nav"]

    def repeated(item, number):
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


def timed(*command, cwd):
    """(seconds, seconds of processor time) of the whole process and what it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        cwd=cwd,
        env={**os.environ, **NO_SERVERS, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise Missing(f"`{' '.join(command[:3])}` failed:\n{(done.stderr + done.stdout)[-2000:]}")
    return seconds, (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def build(root, site):
    return timed("-m", "mkdocs", "build", "--strict", "--site-dir", str(site), cwd=root)


STOCK = {"stock Material": (), "stock Material, no results in the pages": ("--without-panels",)}


def measure_build(bench):
    rows = [
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
    bounds = []
    for times in bench.sizes:
        folder = Path(bench.folder) / f"build-{times}"
        roots = {"ours": copy(folder / "ours", times)}
        for number, (name, options) in enumerate(STOCK.items()):
            roots[name] = folder / f"stock-{number}"
            timed("-m", "benchmarks.stock_site", str(roots[name]), *options, cwd=roots["ours"])
        pages = sum(1 for _ in (roots["ours"] / "docs").rglob("*.md"))
        rounds = {name: [] for name in roots}
        for number in range(bench.rounds):
            for name, root in roots.items():
                bench.say([f"build of {pages} pages, round {number + 1}: {name} …"], progress=True)
                rounds[name].append(build(root, folder / "site"))
                shutil.rmtree(folder / "site")
        for name, taken in rounds.items():
            seconds = [s for s, _ in taken]
            ratios, by_processor = ([a[i] / b[i] for a, b in zip(rounds["ours"], taken)] for i in (0, 1))
            rows.append(
                [
                    f"{name}, {times} × today's pages",
                    pages,
                    len(taken),
                    spread(seconds),
                    f"{median([cpu for _, cpu in taken]):.1f}",
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
    bench.say(table(rows))
    return bounds


# Saving ---------------------------------------------------------------------------------------------


@contextmanager
def served(root):
    address = f"127.0.0.1:{free_port()}"
    log = open(root / "serve.log", "w+", encoding="utf-8")
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


def opened(tab, url, process, log):
    """Opens the page as soon as it is served."""
    deadline = time.monotonic() + SERVED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if tab.goto(url).ok:
                return
        except Error:  # not listening yet
            time.sleep(0.3)
    log.seek(0)
    raise Missing(f"`mkdocs serve` does not answer:\n{log.read()[-2000:]}")


def saved(tab, path, old, new, shown):
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


def measure_save(bench):
    rows = [
        [
            "from saving to the reloaded browser",
            "pages",
            "s, median (least–most)",
            "full build s",
            "share of a full build",
        ]
    ]
    bounds = []
    for times in bench.sizes:
        root = copy(Path(bench.folder) / f"save-{times}", times)
        pages = sum(1 for _ in (root / "docs").rglob("*.md"))
        full = median([build(root, root / "built")[0] for _ in range(min(bench.rounds, 3))])
        shutil.rmtree(root / "built")
        taken = {"a page": [], "an example": []}
        with served(root) as (address, process, log):
            tab = bench.chromium.new_page()
            opened(tab, address + PAGE, process, log)
            for name, (place, old) in {"a page": PROSE, "an example": SCRIPT}.items():
                bench.say([f"{pages} pages, saving {name} {bench.rounds} times …"], progress=True)
                for number in range(bench.rounds):
                    previous, new = (f"{old} saved {number - 1}" if number else old), f"{old} saved {number}"
                    try:
                        taken[name].append(saved(tab, root / place, previous, new, new))
                    except Missing as missing:
                        bench.notes.append(str(missing))
                        break
                    time.sleep(1.5)  # the server's own pause between two builds
            tab.close()
        for name, seconds in taken.items():
            what = f"saving {name}, of a full build, {pages} pages"
            if len(seconds) < bench.rounds:
                bounds.append(Bound(what, None, SAVE_MOST, why=bench.notes[-1]))
                continue
            share = median(seconds) / full
            rows.append(
                [f"{name}, {times} × today's pages", pages, spread(seconds), f"{full:.1f}", f"{share:.2f}"]
            )
            bounds.append(Bound(what, share, SAVE_MOST))
        shutil.rmtree(root)
    bench.say(table(rows))
    return bounds
