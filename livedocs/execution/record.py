"""The command that records: runs examples twice and writes down their results."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from livedocs import Diagnostic, relative
from livedocs.content import examples, provenance
from livedocs.content.examples import Example
from livedocs.content.result import Run
from livedocs.databases import DATABASES
from livedocs.execution.compare import unified
from livedocs.execution.executor import WORKERS, Executor
from livedocs.execution.result_file import Declared, write
from livedocs.execution.runner import Runner
from livedocs.versions import INSTALLED_VERSION

Outcome = tuple[Example, str, Run, Declared]


def record(
    chosen: Sequence[Example],
    executor: Executor,
    second: Runner,
    say: Callable[..., object] = print,
    complete: bool = False,
) -> list[Diagnostic]:
    """Runs each example twice, in two processes with different hash seeds, and writes the results.

    `second` is the other `Runner`. `complete` says that these are all examples there are: on each database
    where none of them failed, who made the records is then noted for all of them. Returns a `Diagnostic` for
    each run that failed; its example keeps what was recorded.
    """
    diagnostics: list[Diagnostic] = []
    jobs = [(e, d) for e in chosen for d in e.databases if d in executor.databases]

    def run(job: tuple[Example, str]) -> Outcome | None:
        example, database = job
        try:
            first, declared = executor.run(example, database)
            other, _ = executor.run(example, database, runner=second)
            if first != other:
                diff = unified(first, other, "one run", "the next")
                raise example.problem(
                    None, f"on {database} two runs differ; order what it lists, and print no ids:\n{diff}"
                )
            return example, database, first, declared
        except Diagnostic as diagnostic:
            diagnostics.append(diagnostic)
            return None

    outcomes: list[Outcome | None] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for done, outcome in enumerate(pool.map(run, jobs), 1):
                outcomes.append(outcome)
                if sys.stdout.isatty():
                    say(f"\r{done} of {len(jobs)} runs", end="\n" if done == len(jobs) else "")
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            executor.runner.close()  # ends the scripts that still run
            second.close()
            raise
    made = {database: executor.provenance(database) for database in executor.databases}
    if complete and chosen:
        failed = {database for (_, database), outcome in zip(jobs, outcomes, strict=True) if outcome is None}
        provenance.note(INSTALLED_VERSION, {d: made[d] for d in made if d not in failed}, chosen[0].root)
    for example in chosen:
        mine = [outcome for outcome in outcomes if outcome and outcome[0] is example]
        if len(mine) == len(example.databases):
            diagnostics += examples.lines_that_never_ran(example, [outcome[3]["lines"] for outcome in mine])
        noted = provenance.read(example.root).get(INSTALLED_VERSION, {})
        apart = {database: made[database] for database in made if noted.get(database) != made[database]}
        if mine and write(example, {database: run for _, database, run, _ in mine}, mine[0][3], made=apart):
            say(f"wrote {relative(example.result_path)}")
    return diagnostics


def is_stale(example: Example, databases: Sequence[str]) -> bool:
    """Whether a result of `example` on one of `databases` is missing or older than the script."""
    try:
        for database in example.databases:
            if database in databases:
                example.recorded(database, INSTALLED_VERSION)
    except Diagnostic:
        return True
    return False


def record_stale(
    say: Callable[..., object] = print, runners: tuple[Runner, Runner] | None = None
) -> list[Diagnostic]:
    """Records what is missing or out of date, on the servers that answer; returns what is wrong.

    `runners`, two that stay open, save the time that starting them takes.
    """
    chosen, unreadable = [], []
    for path in examples.paths():
        try:
            example = examples.load(path)
        except Diagnostic as diagnostic:
            unreadable.append(diagnostic)
        else:
            if is_stale(example, example.databases):
                chosen.append(example)
    if not chosen:
        return unreadable
    with ExitStack() as stack:
        first, second = runners or (stack.enter_context(Runner()), stack.enter_context(Runner()))
        executor = stack.enter_context(Executor(runner=first))
        for why in executor.missing.values():
            say(why)
        return unreadable + record(chosen, executor, second, say)


def main(names: Sequence[str], databases: Sequence[str] = tuple(DATABASES)) -> int:
    """The command ``python -m livedocs record``: returns its exit status."""
    chosen = []
    for name in names:
        short = name if "/" in name and not name.endswith(".py") else relative(Path(name).resolve())
        example, near = examples.find(short.removeprefix("examples/").removesuffix(".py"))
        if example is None:
            print(f"no example {name!r}; did you mean {', '.join(near)}?", file=sys.stderr)
            return 2
        chosen.append(example)
    with Executor(databases) as executor, Runner() as second:
        for why in executor.missing.values():
            print(f"NOT RECORDED: {why}", file=sys.stderr)
        diagnostics = record(chosen or examples.all_examples(), executor, second, complete=not chosen)
    for diagnostic in diagnostics:
        print(diagnostic, file=sys.stderr)
    return 1 if diagnostics else 0
