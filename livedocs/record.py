"""Runs examples, writes down their results, and compares a fresh run with what is written."""

import difflib
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from livedocs import DATABASE_NAMES, DATABASES, ROOT, Problem, examples, relative
from livedocs.databases import PUBLIC_NAME, Server, Unavailable
from livedocs.runner import TIMEOUT, RunFailed, Runner

VERSION = ".".join(sqlalchemy.__version__.split(".")[:2])
WORKERS = 2


class Laboratory:
    """Where examples run: one runner, and the database servers that answer.

    `missing` maps the name of a database to why its server cannot be used. A `runner` that is given stays open.
    """

    def __init__(self, databases=DATABASES, runner=None):
        self.runner = runner or Runner()
        self.owns_runner = runner is None
        self.servers, self.missing = {}, {}
        for name in databases:
            if name != "sqlite":
                try:
                    self.servers[name] = Server(name)
                except Unavailable as error:
                    self.missing[name] = str(error)
        self.databases = tuple(name for name in databases if name not in self.missing)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.owns_runner:
            self.runner.close()
        with ExitStack() as stack:  # one that fails does not keep the others from closing
            for server in self.servers.values():
                stack.callback(server.close)

    def run(self, example, database, timeout=TIMEOUT, runner=None):
        """Runs `example` on `database`; returns the run as it is recorded, and what else is known of it:
        {"tables", "mappers", "lines"}, as in `livedocs.capture.run`.

        Raises `Problem` where the script does not do what its header says.
        """
        with ExitStack() as stack:
            url = scratch = None
            if database != "sqlite":
                try:
                    url, scratch = stack.enter_context(self.servers[database].scratch())
                except SQLAlchemyError as error:
                    why = str(getattr(error, "orig", error)).strip().splitlines()[0]
                    raise example.problem(
                        None, f"{DATABASE_NAMES[database]} gives no database to run it on: {why}"
                    ) from error
            try:
                result = (runner or self.runner).run_source(
                    example.source, relative(example.path), url, timeout
                )
            except RunFailed as failed:
                raise example.problem(None, f"on {database} {failed}") from failed
        text = json.dumps(result, ensure_ascii=False)
        for own, public in ((scratch, PUBLIC_NAME), (f"{ROOT}/", "")):  # what is not the script's own
            text = text.replace(own, public) if own else text
        result = json.loads(text)
        hide_varying(result["rows"], example.varies)
        for dialect in result.pop("dialects"):
            if dialect != database:
                raise example.problem(
                    None,
                    f'on {database} the script uses {dialect}. Make its engine with `create_engine("sqlite://")`, '
                    f"which is led to each database, or write `# databases: {dialect}` at its top",
                )
        declared = {key: result.pop(key) for key in ("tables", "mappers", "lines")}
        check_ending(example, database, result)
        return {"script": example.digest, **result}, declared


def hide_varying(states, columns):
    """Replaces the digits in these columns' values, which are others on each run, by ``#``."""
    for state in states:
        for table in state["tables"].values():
            places = [i for i, name in enumerate(table["columns"]) if name in columns]
            for row in table["rows"]:
                for i in places:
                    row[i] = row[i] and re.sub(r"\d", "#", str(row[i]))


def check_ending(example, database, result):
    """Raises `Problem` unless the run ended, and warned, as the script's header says."""
    error, expected = result.get("exception"), example.raises.get(database)
    name = error["type"].rsplit(".", 1)[-1] if error else None
    if error and name != expected:
        raise example.problem(
            error["line"],
            f"on {database} the script ends in {error['type']}: {error['message']}\n"
            f"If it is meant to, write `# raises: {name} on {database}` at its top",
        )
    if expected and not error:
        raise example.problem(
            None,
            f"its header says that it raises {expected} on {database}, but it ended well. Correct the header",
        )
    expected, seen = example.warns.get(database), set()
    for warning in result["warnings"]:
        category = warning["category"].rsplit(".", 1)[-1]
        seen.add(category)
        if category != expected:
            raise example.problem(
                warning["line"],
                f"on {database} the script warns: {category}: {warning['message']}\n"
                f"If it is meant to, write `# warns: {category} on {database}` at its top",
            )
    if expected and expected not in seen:
        raise example.problem(
            None,
            f"its header says that it warns with {expected} on {database}, but it did not. Correct the header",
        )


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


def difference(example, database, fresh, declared, version=VERSION):
    """What is recorded against a fresh run and what it declared, as a unified diff; empty if they are equal."""
    recorded = example.run(database, version)
    if version == examples.MAIN_VERSION or "exception" not in recorded:  # a mapping may fail in the older one
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

    `second` is the other `Runner`. Returns the list of `Problem`s; what one of them concerns is not
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
        except Problem as problem:
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


def write(example, runs, declared, version=VERSION):
    """Merges fresh runs into the recorded result; returns whether the file changed."""
    try:
        old = example.result
    except Problem:
        old = {"runs": {}}
    if version != examples.MAIN_VERSION and "tables" in old:
        declared = old  # a mapping may fail in one of them
    kept = dict(old["runs"])
    for database, run in runs.items():
        key = examples.run_key(database, version)
        kept[key] = run
        if key != database and kept.get(database) == run:
            del kept[key]  # the older version says the same
    # Runs of the old script stay until they are recorded again: they count as out of date, not as absent.
    order = [examples.run_key(d, v) for d in example.databases for v in examples.VERSIONS]
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
                example.run(database, VERSION)
    except Problem:
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
        except Problem as problem:
            unreadable.append(problem)
        else:
            if is_stale(example, example.databases):
                chosen.append(example)
    if not chosen:
        return unreadable
    with ExitStack() as stack:
        first, second = runners or (stack.enter_context(Runner()), stack.enter_context(Runner()))
        laboratory = stack.enter_context(Laboratory(runner=first))
        for why in laboratory.missing.values():
            say(why)
        return unreadable + record(chosen, laboratory, second, say)


def main(names, databases=DATABASES):
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
    with Laboratory(databases) as laboratory, Runner() as second:
        for why in laboratory.missing.values():
            print(f"NOT RECORDED: {why}", file=sys.stderr)
        problems = record(chosen, laboratory, second)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
