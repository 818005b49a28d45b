"""Runs examples, writes down their results, and compares a fresh run with what is written."""

import difflib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy

from livedocs import Diagnostic, relative
from livedocs.content import examples
from livedocs.databases import DATABASES
from livedocs.execution.executor import WORKERS, Executor
from livedocs.execution.runner import Runner
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION, VERSIONS


def pretty(value, width=110, indent=0):
    """JSON with one event, one row or one column a line, so that `git diff` can be read."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= width or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [
            f"{pad}{json.dumps(k, ensure_ascii=False)}: {pretty(v, width, indent + 1)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + pretty(v, width, indent + 1) for v in value) + "\n" + " " * indent + "]"


def difference(example, database, fresh, declared, version=INSTALLED_VERSION):
    """What is recorded against a fresh run and what it declared, as a unified diff; empty if they are equal."""
    recorded = example.run(database, version)
    if version == MAIN_VERSION or "exception" not in recorded:  # a mapping may fail in the older one
        recorded = {**recorded, **{key: example.result[key] for key in ("tables", "mappers")}}
        fresh = {**fresh, "tables": declared["tables"], "mappers": declared["mappers"]}
    if pretty(recorded) == pretty(fresh):  # as text: for Python, 1 equals True
        return ""
    return unified(
        recorded,
        fresh,
        f"recorded in {relative(example.result_path)}",
        f"fresh run on {database}, SQLAlchemy {sqlalchemy.__version__}",
    )


def unified(one, other, from_, to):
    """The difference of two runs, as a unified diff of their written forms."""
    return "\n".join(
        difflib.unified_diff(pretty(one).split("\n"), pretty(other).split("\n"), from_, to, lineterm="", n=2)
    )


def record(chosen, laboratory, second, say=print):
    """Runs each example twice, in two processes with different hash seeds, and writes the results.

    `second` is the other `Runner`. Returns the list of `Diagnostic`s; what one of them concerns is not
    written.
    """
    problems = []
    jobs = [(e, d) for e in chosen for d in e.databases if d in laboratory.databases]

    def run(job):
        example, database = job
        try:
            first, declared = laboratory.run(example, database)
            other, _ = laboratory.run(example, database, runner=second)
            if first != other:
                diff = unified(first, other, "one run", "the next")
                raise example.problem(
                    None, f"on {database} two runs differ; order what it lists, and print no ids:\n{diff}"
                )
            return example, database, first, declared
        except Diagnostic as problem:
            problems.append(problem)

    outcomes = []
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for done, outcome in enumerate(pool.map(run, jobs), 1):
                outcomes.append(outcome)
                if sys.stdout.isatty():
                    say(f"\r{done} of {len(jobs)} runs", end="\n" if done == len(jobs) else "")
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            laboratory.runner.close()  # ends the scripts that still run
            second.close()
            raise
    for example in chosen:
        mine = [outcome for outcome in outcomes if outcome and outcome[0] is example]
        if len(mine) == len(example.databases):
            problems += examples.lines_that_never_ran(example, [outcome[3]["lines"] for outcome in mine])
        if mine and write(example, {database: run for _, database, run, _ in mine}, mine[0][3]):
            say(f"wrote {relative(example.result_path)}")
    return problems


def write(example, runs, declared, version=INSTALLED_VERSION):
    """Merges fresh runs into the recorded result; returns whether the file changed."""
    try:
        old = example.result
    except Diagnostic:
        old = {"runs": {}}
    if version != MAIN_VERSION and "tables" in old:
        declared = old  # a mapping may fail in one of them
    kept = dict(old["runs"])
    for database, run in runs.items():
        key = examples.run_key(database, version)
        kept[key] = run
        if key != database and kept.get(database) == run:
            del kept[key]  # the older version says the same
    # Runs of the old script stay until they are recorded again: they count as out of date, not as absent.
    order = [examples.run_key(d, v) for d in example.databases for v in VERSIONS]
    kept = {key: kept[key] for key in order if key in kept}
    text = pretty({"tables": declared["tables"], "mappers": declared["mappers"], "runs": kept}) + "\n"
    if example.result_path.exists() and example.result_path.read_text("utf-8") == text:
        return False
    temporary = example.result_path.with_suffix(".writing")
    temporary.write_text(text, "utf-8")
    temporary.replace(example.result_path)
    example.__dict__.pop("result", None)
    return True


def is_stale(example, databases):
    """Whether a result of `example` on one of `databases` is missing or older than the script."""
    try:
        for database in example.databases:
            if database in databases:
                example.run(database, INSTALLED_VERSION)
    except Diagnostic:
        return True
    return False


def record_stale(say=print, runners=None):
    """Records what is missing or out of date, on the servers that answer; returns the problems.

    `runners`, two that stay open, save the time that starting them takes.
    """
    chosen, unreadable = [], []
    for path in examples.paths():
        try:
            example = examples.load(path)
        except Diagnostic as problem:
            unreadable.append(problem)
        else:
            if is_stale(example, example.databases):
                chosen.append(example)
    if not chosen:
        return unreadable
    with ExitStack() as stack:
        first, second = runners or (stack.enter_context(Runner()), stack.enter_context(Runner()))
        laboratory = stack.enter_context(Executor(runner=first))
        for why in laboratory.missing.values():
            say(why)
        return unreadable + record(chosen, laboratory, second, say)


def main(names, databases=tuple(DATABASES)):
    """The command ``python -m livedocs record``: returns its exit status."""
    chosen = []
    for name in names:
        short = name if "/" in name and not name.endswith(".py") else relative(Path(name).resolve())
        example, near = examples.find(short.removeprefix("examples/").removesuffix(".py"))
        if example is None:
            print(f"no example {name!r}; did you mean {', '.join(near)}?", file=sys.stderr)
            return 2
        chosen.append(example)
    chosen = chosen or examples.all_examples()
    with Executor(databases) as laboratory, Runner() as second:
        for why in laboratory.missing.values():
            print(f"NOT RECORDED: {why}", file=sys.stderr)
        problems = record(chosen, laboratory, second)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
