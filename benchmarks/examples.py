"""How fast the examples run: ``make benchmark``.

Prints the time of the whole SQLite run against the sum of ``python example.py``, what each server adds, and
how the time grows with ten times the examples. Each figure is the median of several rounds taken in turn.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from livedocs.content import examples
from livedocs.databases import DATABASES, MAIN
from livedocs.execution.executor import WORKERS, Executor
from livedocs.execution.record import difference
from livedocs.versions import INSTALLED_VERSION

ROUNDS = 3


def timed(function, *arguments):
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def one_by_one(scripts):
    """A fresh interpreter for each script, as a reader would run it."""
    for script in scripts:
        subprocess.run([sys.executable, script], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def harness(chosen, databases):
    """All of it: starting, running, comparing with what is recorded, dropping the databases."""
    with Executor(databases) as laboratory, ThreadPoolExecutor(WORKERS) as pool:

        def check(job):
            example, database = job
            assert not difference(example, database, *laboratory.run(example, database), INSTALLED_VERSION)

        jobs = [(e, d) for e in chosen for d in e.databases if d in laboratory.databases]
        list(pool.map(check, jobs))


def main():
    chosen = examples.all_examples()
    with Executor() as laboratory:
        databases, missing = laboratory.databases, laboratory.missing
    for why in missing.values():
        print(f"left out: {why}")
    with tempfile.TemporaryDirectory() as folder:
        scripts = []
        for example in chosen:  # without the marks, under the name that readers save
            scripts.append(Path(folder) / f"{example.name.replace('/', '-')}.py")
            scripts[-1].write_text(example.source, "utf-8")
        subsets = [databases[: i + 1] for i in range(len(databases))]
        figures = {"python": [], "times ten": [], **{subset: [] for subset in subsets}}
        for _ in range(ROUNDS):
            figures["python"].append(timed(one_by_one, scripts))
            for subset in subsets:
                figures[subset].append(timed(harness, chosen, subset))
            figures["times ten"].append(timed(harness, chosen * 10, (MAIN,)))
    median = {name: statistics.median(values) for name, values in figures.items()}
    sqlite = median[subsets[0]]
    print(f"{len(chosen)} examples, {os.cpu_count()} processors, median of {ROUNDS} rounds")
    print(f"python example.py, one after the other  {median['python']:7.2f} s")
    print(
        f"the whole run on SQLite                 {sqlite:7.2f} s   {sqlite / median['python']:.2f} of the sum"
    )
    for before, subset in zip(subsets, subsets[1:]):
        added = median[subset] - median[before]
        print(
            f"{DATABASES[subset[-1]].title + ' added':38}  {added:+7.2f} s   {added / sqlite:.2f} of the SQLite run"
        )
    ten = median["times ten"]
    print(f"ten times the examples on SQLite        {ten:7.2f} s   {ten / sqlite:.2f} times as long")


if __name__ == "__main__":
    main()
