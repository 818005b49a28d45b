"""Code that a page has in itself: shell commands, Python and Markdown, each checked in an item of its own."""

import difflib
import textwrap
from pathlib import Path

from pytest_codeblocks import CodeBlock

from livedocs import Diagnostic, relative
from livedocs.check.blocks import heading_diagnostics
from livedocs.content import markdown_blocks
from livedocs.content.examples import Example, lines_that_never_ran, swallowed_errors
from livedocs.execution.runner import RunFailed
from livedocs.render.expand import expand
from tests.harness.report import Check, Failure, Failures
from tests.harness.runs import RUNS, Runs
from tests.harness.shell import run_commands


class BlockItem(Check):
    """A block that a page has in itself. Its line is where the page has it."""

    def __init__(self, *, block: CodeBlock, page: str, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.block, self.page = block, page

    def runtest(self) -> None:
        runs = self.config.stash[RUNS]
        check(self.path, self.block, self.line, runs)
        runs.executed[self.page][self.block.syntax] += 1
        if self.block.expected_output is not None:
            runs.executed[self.page]["output"] += 1


def check(path: Path, block: CodeBlock, line: int, runs: Runs) -> None:
    """Executes the block. Raises `Diagnostic`, `Failure` or `Failures` where something is wrong."""
    if block.marks or block.importorskip:
        raise Diagnostic(path, line, "no block may be skipped or expected to fail")
    if block.syntax == "python":
        check_output(path, line, block, python_output(path, block.code, line, runs))
    elif block.syntax in ("sh", "bash"):
        check_output(path, line, block, shell_output(path, block.code, line, runs))
    elif block.syntax == "markdown":
        check_markdown(path, block.code, line)
    else:
        raise Diagnostic(path, line, f"no checker knows a block that begins ```{block.syntax}")


def python_output(path: Path, code: str, line: int, runs: Runs) -> str:
    """What a script written in the page prints on SQLite."""
    script = Example(path, code, [line + 1 + n for n in range(code.count("\n") + 1)])
    if problems := swallowed_errors(script):
        raise Failures(problems)
    try:
        result = runs.laboratory.runner.run_source(code, relative(path))
    except RunFailed as failed:
        raise Diagnostic(path, line, str(failed)) from failed
    if error := result.get("exception"):
        raise script.problem(error["line"], f"{error['type']}: {error['message']}")
    problems = [
        script.problem(warning["line"], f"{warning['category']}: {warning['message']}")
        for warning in result["warnings"]
    ]
    if problems := problems + lines_that_never_ran(script, [result["lines"]]):
        raise Failures(problems)
    return "".join(event["text"] for event in result["log"] if event["kind"] == "print")


def shell_output(path: Path, code: str, line: int, runs: Runs) -> str:
    """What the commands write. The same commands, on the page's other language, run once."""
    if code not in runs.commands:
        try:
            runs.commands[code] = run_commands(code)
        except Failure as failure:
            runs.commands[code] = failure
    found = runs.commands[code]
    if isinstance(found, Failure):
        raise Failure(f"{relative(path)}:{line}: {found}")
    return str(found)


def check_markdown(path: Path, code: str, line: int) -> None:
    """Markdown that is shown as such: what it refers to exists, and its headings have ids."""
    problems = expand(code, path, "en").problems
    problems += heading_diagnostics(markdown_blocks.scan(code), path)
    if problems:
        raise Failures(Diagnostic(path, line + problem.line, problem.message) for problem in problems)


def check_output(path: Path, line: int, block: CodeBlock, printed: str) -> None:
    """Compares what a block printed with what the page shows as its output, if it shows any."""
    if block.expected_output is None or block.expected_output == printed:
        return
    diff = difflib.unified_diff(
        block.expected_output.splitlines(),
        printed.splitlines(),
        "shown in the page",
        "printed by the block",
        lineterm="",
    )
    raise Failure(
        f"{relative(path)}:{line}: the page shows other output than the block gives.\n"
        f"{textwrap.indent(block.code, '    ')}\n" + "\n".join(diff)
    )
