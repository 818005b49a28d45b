"""How fast Python runs in the page: ``make runtime-benchmark``.

The same script in Chromium, with this site's runtime and with what else runs Python in a page, and as
``python example.py``. Each figure is the median of several rounds taken in turn, with the least and the most.
One local server sends everything, compressed and cached as GitHub Pages does, so there is no network in the
times, and the bytes can be compared.
"""

import argparse
import importlib.metadata
import os
import subprocess
import sys
import time

from playwright.sync_api import Error, Playwright, sync_playwright

from benchmarks.runtime.figures import GOALS, Figure, table
from benchmarks.runtime.pages import PYODIDE, prepare
from benchmarks.runtime.subjects import SCRIPT, SUBJECTS
from benchmarks.runtime.tab import fresh_profile, measure
from benchmarks.server import serving
from livedocs import ROOT
from tests.support.browser import executable


def native() -> tuple[float, list[str]]:
    """(seconds of ``python example.py``, the lines that it prints)"""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, done.stdout.splitlines()


def main(arguments: list[str] | None = None) -> int | str:
    """The command; returns its exit status, or why nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime")
    parser.add_argument("only", nargs="*", metavar="NAME", help=f"of {', '.join(s.name for s in SUBJECTS)}")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    subjects = [s for s in SUBJECTS if s.name in options.only or not options.only]
    if executable() is None:
        return "There is no Chromium or Chrome on the PATH to measure in."

    found: dict[tuple[str, str], list[float]] = {("native", "cold"): []}
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
        print(f"requested and not found: {address}")
    for subject in subjects[1:]:
        ours, other = figures.get(("ours", "cold")), figures.get((subject.name, "cold"))
        if ours and other:
            print(f"cold, ours to {subject.title}: {ours.median / other.median:.2f}")
    for goal in GOALS:
        print(goal.line(figures))
    return 0


def version(playwright: Playwright) -> str:
    """The version of the browser."""
    with fresh_profile(playwright) as context:
        return context.browser.version if context.browser else "of unknown version"


if __name__ == "__main__":
    sys.exit(main())
