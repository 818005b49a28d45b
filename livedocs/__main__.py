"""``python -m livedocs record|run|expand|matrix``."""

import argparse
import sys
from pathlib import Path

from livedocs import Diagnostic
from livedocs.databases import DATABASES, MAIN
from livedocs.languages import DEFAULT, LANGUAGES


def main():
    parser = argparse.ArgumentParser(prog="python -m livedocs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    record = commands.add_parser("record", help="run examples and write their results beside them")
    record.add_argument(
        "example", nargs="*", help="such as examples/deleting/default.py; all if none is given"
    )
    record.add_argument(
        "--database", action="append", choices=DATABASES, help="only on this one (repeatable)"
    )

    run = commands.add_parser("run", help="run one example and print what it did")
    run.add_argument("example", type=Path)
    run.add_argument("--database", choices=DATABASES, default=MAIN)

    expand = commands.add_parser("expand", help="print a page as the site and the tests read it")
    expand.add_argument("page", type=Path)

    matrix = commands.add_parser("matrix", help="run every combination of settings and write what happened")
    matrix.add_argument("matrix", nargs="*", help="such as one-to-many; all if none is given")

    arguments = parser.parse_args()
    try:
        return globals()[f"{arguments.command}_command"](arguments)
    except Diagnostic as problem:
        print(problem, file=sys.stderr)
        return 1


def record_command(arguments):
    from livedocs.execution import record

    return record.main(arguments.example, tuple(arguments.database or DATABASES))


def run_command(arguments):
    from livedocs.content import examples
    from livedocs.execution import record
    from livedocs.render import results

    example = examples.load(arguments.example.resolve())
    with record.Executor((arguments.database,)) as laboratory:
        if arguments.database in laboratory.missing:
            print(laboratory.missing[arguments.database], file=sys.stderr)
            return 1
        run, _ = laboratory.run(example, arguments.database)
    print(results.output_text(example, run))
    print(results.sql_text(example, run))
    return 0


def expand_command(arguments):
    from livedocs.render import expand

    page = arguments.page.resolve()
    language = next((part for part in page.parts if part in LANGUAGES), DEFAULT)
    expansion = expand.expand(page.read_text("utf-8"), page, language)
    print(expansion.text)
    for problem in expansion.problems:
        print(problem, file=sys.stderr)
    return 1 if expansion.problems else 0


def matrix_command(arguments):
    from livedocs.matrix import MATRICES, store
    from livedocs.versions import INSTALLED_VERSION

    for name in arguments.matrix:
        if name not in MATRICES:
            print(f"no matrix {name!r}; there are {', '.join(MATRICES)}", file=sys.stderr)
            return 2
    return store.main(arguments.matrix, INSTALLED_VERSION)


if __name__ == "__main__":
    sys.exit(main())
