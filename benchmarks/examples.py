"""How fast the examples run, next to running each in a process of its own: ``make benchmark``.

The examples are a sample: from each topic, the same share of its examples, and at least one. In each round
the sample is run in each way, one after the other, and a ratio compares two ways of the same round. What is
printed is the median of the rounds, with the least and the most. No round is started that would end later
than the time limit.
"""

import argparse
import functools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from benchmarks.report import spread, table
from benchmarks.timing import Duration, timed
from livedocs.content import examples
from livedocs.content.examples import Example
from livedocs.databases import MAIN, titles
from livedocs.execution.compare import difference
from livedocs.execution.executor import WORKERS, Executor

SHARE, SEED, ROUNDS = 0.05, 1, 3
LIMIT = 240  # seconds
PROCESSES = "a process for each"
TIMES = 5  # how often the sample is repeated where the time with more examples is measured


def topic(example: Example) -> str:
    """The folder of an example: ``deleting``."""
    return example.name.rpartition("/")[0]


def sample(chosen: Iterable[Example], share: float, seed: int) -> list[Example]:
    """Of each topic's examples the given share, rounded, and at least one; the same for the same seed."""
    generator = random.Random(seed)
    found: list[Example] = []
    for _, group in groupby(sorted(chosen, key=lambda example: example.name), key=topic):
        members = list(group)
        found += generator.sample(members, max(1, round(share * len(members))))
    return found


def sample_line(sampled: Sequence[Example], every: Sequence[Example], seed: int) -> str:
    """What was sampled, as a sentence."""
    topics = len({topic(example) for example in sampled})
    return f"sampled {len(sampled)} of {len(every)} examples, from each of {topics} topics, seed {seed}"


def run_in_processes(scripts: Iterable[Path]) -> None:
    """Runs each script in a Python of its own, one after the other. A script may end with an error."""
    for script in scripts:
        subprocess.run(
            [sys.executable, script], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def run_as_tested(chosen: Iterable[Example], databases: Sequence[str]) -> None:
    """What a test run does: starts, runs the examples, compares them with their records, drops its databases.

    Raises `Diagnostic`, or `AssertionError` with the difference, where an example does not do what is
    recorded.
    """
    with Executor(databases) as executor, ThreadPoolExecutor(WORKERS) as pool:

        def check(job: tuple[Example, str]) -> None:
            example, database = job
            run, declared = executor.run(example, database)
            if differs := difference(example, database, run, declared):
                raise AssertionError(differs)

        jobs = [(e, d) for e in chosen for d in e.databases if d in executor.databases]
        list(pool.map(check, jobs))


def available_databases() -> tuple[tuple[str, ...], list[str]]:
    """(the databases that answer, why the others are left out)"""
    with Executor() as executor:
        return executor.databases, list(executor.missing.values())


def write_scripts(chosen: Iterable[Example], folder: Path) -> list[Path]:
    """Writes the examples into `folder`, without the marks of their sections; returns their paths."""
    scripts = []
    for example in chosen:
        scripts.append(folder / f"{example.name}.py")
        scripts[-1].parent.mkdir(exist_ok=True)
        scripts[-1].write_text(example.source, "utf-8")
        for name in example.modules:
            module = scripts[-1].parent / name
            module.parent.mkdir(parents=True, exist_ok=True)
            module.write_text(example.code(name), "utf-8")
    return scripts


def in_turn(ways: dict[str, Callable[[], object]], rounds: int, limit: float) -> dict[str, list[Duration]]:
    """How long each of the ways took in each round: at most `rounds`, as many as end within `limit` seconds.

    Every other round goes through them backwards, so that what changes in the meantime, such as the load of
    the machine, changes for all of them. There is one round at least.
    """
    taken: dict[str, list[Duration]] = {name: [] for name in ways}
    began, longest = time.monotonic(), 0.0
    for number in range(rounds):
        round_began = time.monotonic()
        if number and round_began - began + longest > limit:
            print(f"no round {number + 1}: it would end after {limit:g} s", file=sys.stderr, flush=True)
            break
        for name in list(ways)[:: -1 if number % 2 else 1]:
            taken[name].append(timed(ways[name]))
            print(
                f"round {number + 1} of {rounds}: {name}, {taken[name][-1].wall:.1f} s",
                file=sys.stderr,
                flush=True,
            )
        longest = max(longest, time.monotonic() - round_began)
    return taken


def lines(taken: dict[str, list[Duration]], counts: dict[str, int]) -> list[str]:
    """The table of what was measured. `counts` has the number of runs of each way."""
    rows: list[list[object]] = [
        ["", "runs", "seconds", "processor s", "ms a run", "to a process for each", "by processor s"]
    ]
    reference = taken[PROCESSES]
    for name, durations in taken.items():
        wall, processor = [d.wall for d in durations], [d.processor for d in durations]
        row: list[object] = [name, counts[name], spread(wall), spread(processor)]
        row.append(spread([1000 * seconds / counts[name] for seconds in wall], digits=0))
        # A ratio needs the same runs on both sides: those on SQLite.
        if counts[name] == counts[PROCESSES] and name != PROCESSES:
            row.append(spread([d.wall / r.wall for d, r in zip(durations, reference, strict=True)], digits=2))
            row.append(
                spread(
                    [d.processor / r.processor for d, r in zip(durations, reference, strict=True)], digits=2
                )
            )
        else:
            row += [None, None]
        rows.append(row)
    return table(rows)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.examples", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--share", type=float, default=SHARE, help="of each topic's examples; default: %(default)s"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the sample; default: %(default)s")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="at most; default: %(default)s")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds; default: %(default)s")
    options = parser.parse_args(arguments)
    every = [example for example in examples.all_examples() if MAIN in example.databases]
    sampled = sample(every, options.share, options.seed)
    databases, missing = available_databases()
    for why in missing:
        print(f"left out: {why}")
    print(sample_line(sampled, every, options.seed))
    print(f"{os.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        scripts = write_scripts(sampled, Path(folder))
        subsets = [databases[: i + 1] for i in range(len(databases))]
        ways: dict[str, Callable[[], object]] = {PROCESSES: functools.partial(run_in_processes, scripts)}
        counts = {PROCESSES: len(scripts)}
        for subset in subsets:
            name = f"as tested, on {titles(subset)}"
            ways[name] = functools.partial(run_as_tested, sampled, subset)
            counts[name] = sum(database in subset for example in sampled for database in example.databases)
        name = f"as tested, on {titles(subsets[0])}, {TIMES} times the sample"
        ways[name] = functools.partial(run_as_tested, sampled * TIMES, subsets[0])
        counts[name] = TIMES * len(scripts)
        taken = in_turn(ways, options.rounds, options.limit)
    print(f"\nmedian of {len(taken[PROCESSES])} rounds (least–most)\n")
    print("\n".join(lines(taken, counts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
