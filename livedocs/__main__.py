"""``python -m livedocs record|run|expand|matrix``."""

import argparse
import sys
from pathlib import Path

from livedocs import Diagnostic
from livedocs.databases import DATABASES, MAIN
from livedocs.languages import DEFAULT, LANGUAGES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m livedocs", description=__doc__)
    commands = parser.add_subparsers(required=True)

    record = commands.add_parser("record", help="run examples and write their results next to them")
    record.add_argument(
        "example", nargs="*", help="such as examples/deleting/default.py; all if none is given"
    )
    record.add_argument(
        "--database", action="append", choices=DATABASES, help="only on this one (repeatable)"
    )
    record.set_defaults(run=record_command)

    run = commands.add_parser("run", help="run one example and print what it did")
    run.add_argument("example", type=Path)
    run.add_argument("--database", choices=DATABASES, default=MAIN)
    run.set_defaults(run=run_command)

    expand = commands.add_parser("expand", help="print a page as the site and the tests read it")
    expand.add_argument("page", type=Path)
    expand.set_defaults(run=expand_command)

    matrix = commands.add_parser("matrix", help="run every combination of settings and write what happened")
    matrix.add_argument("matrix", nargs="*", help="such as one-to-many; all if none is given")
    matrix.set_defaults(run=matrix_command)

    arguments = parser.parse_args()
    try:
        status: int = arguments.run(arguments)
        return status
    except Diagnostic as problem:
        print(problem, file=sys.stderr)
        return 1


def record_command(arguments: argparse.Namespace) -> int:
    from livedocs.execution import record

    return record.main(arguments.example, tuple(arguments.database or DATABASES))


def run_command(arguments: argparse.Namespace) -> int:
    from livedocs.content import examples
    from livedocs.execution import record
    from livedocs.render import results

    example = examples.load(arguments.example.resolve())
    with record.Executor((arguments.database,)) as executor:
        if arguments.database in executor.missing:
            print(executor.missing[arguments.database], file=sys.stderr)
            return 1
        run, _ = executor.run(example, arguments.database)
    print(results.output_text(example, run))
    print(results.sql_text(example, run))
    return 0


def expand_command(arguments: argparse.Namespace) -> int:
    from livedocs.render import expand

    page = arguments.page.resolve()
    language = next((part for part in page.parts if part in LANGUAGES), DEFAULT)
    expansion = expand.expand(page.read_text("utf-8"), page, language)
    print(expansion.text)
    for problem in expansion.problems:
        print(problem, file=sys.stderr)
    return 1 if expansion.problems else 0


def matrix_command(arguments: argparse.Namespace) -> int:
    from livedocs.matrix import MATRICES, store
    from livedocs.versions import INSTALLED_VERSION

    for name in arguments.matrix:
        if name not in MATRICES:
            print(f"no matrix {name!r}; there are {', '.join(MATRICES)}", file=sys.stderr)
            return 2
    return store.main(arguments.matrix, INSTALLED_VERSION)


if __name__ == "__main__":
    sys.exit(main())
