"""Examples: scripts under ``examples/<topic>/<name>.py``, and the results recorded beside them.

A script may say in comments at its top what differs from "runs everywhere, ends well, warns of nothing":

    # databases: sqlite
    # raises: IntegrityError on postgresql, mariadb
    # warns: SAWarning
    # varies: created_at, accessed_at

The last line names columns whose values are others on each run, such as times: their digits are recorded
as ``#``. A script may import from a folder beside it, ``examples/<topic>/<package>/…``: its modules.

``<name>.result.json`` holds what the script did on each database with each SQLAlchemy, as
`livedocs.content.result` describes it.
"""

import ast
import difflib
import json
import re
import textwrap
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from livedocs import EXAMPLES, Diagnostic, read_text, relative
from livedocs.content import script_rules
from livedocs.content.result import Digests, Recorded, Result, Run, digest, is_whole, shown_digest, validate
from livedocs.databases import DATABASES
from livedocs.versions import MAIN_VERSION

NOT_IN_PAGE = {  # why a script with such a line cannot run there; tests/test_runtime.py runs all others
    "threads": re.compile(r"^\s*(?:import|from) (?:threading|concurrent)\b", re.MULTILINE),
    "time_zone": re.compile(r"\btime\.tzset\("),
}

_MARK = re.compile(r"\s*# --8<-- \[(start|end):([\w-]+)\]\s*$")
_HEADER = re.compile(r"#\s*(databases|raises|warns|varies)\s*:\s*(.+?)\s*$")
_NEARLY_HEADER = re.compile(r"#\s*(databases?|raises?|warns?|vary|varies)\s*:", re.IGNORECASE)
_ON = re.compile(r"(\w+)(?:\s+on\s+(.+))?$")


@dataclass
class Example:
    """One script as readers see it: without the marks of its sections.

    `sections` maps a name to its lines, a range of 1-based numbers in `source`; `file_lines` gives for
    each of these lines the one in the file.
    """

    path: Path
    source: str
    file_lines: Sequence[int]
    sections: dict[str, range] = field(default_factory=dict)
    databases: tuple[str, ...] = tuple(DATABASES)
    raises: dict[str, str] = field(
        default_factory=dict
    )  # database -> name of the exception that ends the script
    warns: dict[str, str] = field(default_factory=dict)  # database -> name of the warning category
    varies: tuple[str, ...] = ()  # names of columns
    _result: Result | None = field(default=None, init=False, repr=False, compare=False)
    # database -> the digest of what a page shows of the main version's run
    _shown_digests: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its topic and name, as pages refer to it: ``deleting/default``."""
        return self.path.relative_to(self.root).with_suffix("").as_posix()

    @property
    def root(self) -> Path:
        return self.path.parent.parent

    @cached_property
    def digest(self) -> str:
        text = self.source + "".join(f"\0{name}\0{self.code(name)}" for name in self.modules)
        return digest(text)

    @cached_property
    def modules(self) -> dict[str, Path]:
        """The modules beside the script that belong to it: {"package/module.py": its path}."""
        folders = {path for path in self.path.parent.iterdir() if path.is_dir() and path.name in self.source}
        if folders:
            folders &= {self.path.parent / name for name in imported(self.source)}
        found = {path for folder in folders for path in folder.rglob("*.py")}
        return {path.relative_to(self.path.parent).as_posix(): path for path in sorted(found)}

    @cached_property
    def in_page(self) -> str | None:
        """None if the script can run in the reader's browser, else why not: a key of the site's words."""
        if not any(DATABASES[name].in_page for name in self.databases):
            return self.databases[0]
        text = "\n".join((self.source, *map(self.code, self.modules)))
        return next((reason for reason, line in NOT_IN_PAGE.items() if line.search(text)), None)

    @cached_property
    def source_lines(self) -> list[str]:
        return self.source.split("\n")

    @property
    def result_path(self) -> Path:
        return self.path.with_suffix(".result.json")

    def code(self, section: str | None = None) -> str:
        """The script's text, a module's, or a section's without common indentation."""
        if section is None:
            return self.source
        if section in self.modules:
            return read_text(self.modules[section])
        lines = self.sections[section]
        return textwrap.dedent("\n".join(self.source_lines[lines.start - 1 : lines.stop - 1]) + "\n")

    def lines(self, section: str | None = None) -> range:
        """The numbers of a section's lines, or of all, as a range."""
        return self.sections.get(section or "") or range(1, len(self.file_lines) + 1)

    def line_text(self, number: int) -> str:
        """Line `number` of `source`, stripped."""
        return self.source_lines[number - 1].strip()

    def header_line(self, key: str) -> int | None:
        """The number of the line of the header that declares `key`; None without one."""
        for number, line in enumerate(self.source_lines, 1):
            if not line.startswith("#"):
                break
            match = _HEADER.match(line)
            if match and match[1] == key:
                return number
        return None

    def problem(self, line: int | None, message: str) -> Diagnostic:
        """A `Diagnostic` at line `line` of `source`; None stands for the script as a whole."""
        return Diagnostic(self.path, self.file_lines[line - 1] if line else 1, message)

    @property
    def result(self) -> Result:
        """What is recorded, as in `livedocs.content.result`. Raises `Diagnostic` where nothing valid is."""
        if self._result is None:
            self._result = self._read_result()
        return self._result

    @result.setter
    def result(self, result: Result) -> None:
        """Gives the example a result that no file holds."""
        self.forget_result()
        self._result = result

    def forget_result(self) -> None:
        """Has `result` read again: its file has changed."""
        self._result = None
        self._shown_digests.clear()

    def _read_result(self) -> Result:
        if not self.result_path.exists():
            raise self.problem(None, f"no result is recorded. Run `{record_command(self)}`")
        try:
            return validate(json.loads(read_text(self.result_path)), self.digest, len(self.file_lines))
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            raise Diagnostic(
                self.result_path,
                line,
                f"this is not a valid recorded result: {error}. Run `{record_command(self)}`",
            ) from error

    def recorded(self, database: str, version: str) -> Recorded:
        """What is recorded of the run on `database` with a SQLAlchemy `version`: the run, or its digests.

        Raises `Diagnostic` if nothing is, or if the script has changed since.
        """
        runs = self.result["runs"].get(version, {})
        command = record_command(self, version)
        if not runs:
            raise self.problem(None, f"no result with SQLAlchemy {version} is recorded. Run `{command}`")
        on = database if version == MAIN_VERSION else f"{database} with SQLAlchemy {version}"
        if database not in runs:
            raise self.problem(None, f"no result for {on} is recorded. Run `{command}`")
        if runs[database]["script"] != self.digest:
            raise self.problem(
                None,
                f"the script has changed since its result for {on} was recorded. "
                f"Run `{command}` and look at `git diff`",
            )
        return runs[database]

    def run(self, database: str, version: str = MAIN_VERSION) -> Run:
        """The recorded run. Raises `Diagnostic` if there is none, or only its digests."""
        recorded = self.recorded(database, version)
        if not is_whole(recorded):
            raise self.problem(
                None,
                f"of its run on {database} with SQLAlchemy {version}, only digests are recorded: "
                f"a page shows the same of it as of that with {MAIN_VERSION}",
            )
        return recorded

    def older_run(self, database: str, version: str) -> Run | None:
        """The recorded run with an older SQLAlchemy; None where a page shows nothing else of it.

        Raises `Diagnostic` if nothing is recorded, or if the main version's run has changed since.
        """
        recorded = self.recorded(database, version)
        if is_whole(recorded):
            return recorded
        kept = cast(Digests, recorded)
        main = self.run(database)
        if database not in self._shown_digests:
            self._shown_digests[database] = shown_digest(main)
        if kept["shown"] != self._shown_digests[database]:
            raise self.problem(
                None,
                f"the result for {database} has changed since SQLAlchemy {version} gave the same. "
                f"Run `{record_command(self, version)}` and look at `git diff`",
            )
        return None


def record_command(example: "Example", version: str = MAIN_VERSION) -> str:
    """What a writer types to record the example again."""
    extra = "" if version == MAIN_VERSION else f" SQLALCHEMY={version}"
    return f"make record ONLY={relative(example.path)}{extra}"


_loaded: dict[
    Path, tuple[list[int | None], Example]
] = {}  # path -> (what its files' times were, the example)


def load(path: Path) -> Example:
    """The script at `path`, read again only when one of its files has changed.

    Raises `Diagnostic` where its marks or its header are wrong.
    """
    if path in _loaded:
        times, example = _loaded[path]
        if times == _times(example):
            return example
    example = _read(path)
    _loaded[path] = _times(example), example
    return example


def _times(example: Example) -> list[int | None]:
    """When the script, its result and its modules, and the folders of these, last changed."""
    modules = example.modules.values()
    paths = (example.path, example.result_path, *modules, *{module.parent for module in modules})
    return [path.stat().st_mtime_ns if path.exists() else None for path in paths]


def _read(path: Path) -> Example:
    kept, file_lines, started, ended = [], [], {}, {}
    lines = [f"{line}\n" for line in read_text(path).rstrip("\n").split("\n")]
    for number, line in enumerate(lines, 1):
        if "--8<--" not in line:
            kept.append(line)
            file_lines.append(number)
            continue
        match = _MARK.match(line)
        if not match:
            raise Diagnostic(
                path, number, "cannot read this mark; write `# --8<-- [start:name]` or `# --8<-- [end:name]`"
            )
        which, name = match.groups()
        at = len(kept) + 1
        if which == "start":
            if name in started:
                raise Diagnostic(path, number, f"section {name!r} starts a second time")
            started[name] = (at, number)
        elif name not in started or name in ended:
            raise Diagnostic(path, number, f"section {name!r} ends here but does not start before")
        else:
            ended[name] = range(started[name][0], at)
            if not "".join(kept[ended[name].start - 1 :]).strip():
                raise Diagnostic(path, number, f"section {name!r} is empty")
    for name, (_, number) in started.items():
        if name not in ended:
            raise Diagnostic(path, number, f"section {name!r} has no `# --8<-- [end:{name}]`")
    example = Example(path, "".join(kept), file_lines, ended)
    _read_header(example)
    own = {part for name in example.modules for part in Path(name).with_suffix("").parts}
    for script in (example, *map(as_example, example.modules.values())):
        for at, message in script_rules.rule_breaches(script.source, path.parent, own):
            raise script.problem(at, message)
    return example


def as_example(path: Path) -> Example:
    """The module at `path`, which has neither marks nor a header, so that it is checked as scripts are."""
    source = read_text(path)
    return Example(path, source, list(range(1, source.count("\n") + 2)))


def imported(source: str) -> set[str]:
    """The top-level names that a script imports."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def all_examples(root: Path = EXAMPLES) -> list[Example]:
    """Every script below `root`, by name."""
    return [load(path) for path in paths(root)]


def paths(root: Path = EXAMPLES) -> list[Path]:
    """Where the scripts are: ``<topic>/<name>.py``."""
    return sorted(root.glob("*/*.py"))


def find(name: str, root: Path = EXAMPLES) -> tuple[Example | None, list[str]]:
    """The example called `name`; None, with the names that come closest, if there is none."""
    path = root / f"{name}.py"
    if re.fullmatch(r"[\w-]+/[\w-]+", name) and path.is_file():
        return load(path), []
    names = [p.relative_to(root).with_suffix("").as_posix() for p in root.glob("*/*.py")]
    return None, difflib.get_close_matches(name, names, n=3, cutoff=0.4) or sorted(names)[:3]


def statement_starts(source: str) -> dict[int, int]:
    """Maps each line of `source` to the first line of the innermost statement that holds it."""
    starts: dict[int, int] = {}
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return starts
    for node in ast.walk(tree):  # outer statements come first, inner ones overwrite
        if isinstance(node, ast.stmt):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                starts[line] = node.lineno
    return starts


def lines_that_never_ran(example: Example, lines_of_runs: Iterable[Iterable[int | str]]) -> list[Diagnostic]:
    """A `Diagnostic` for each statement, of the script or its modules, that ran in none of the runs.

    `lines_of_runs` is what they executed: numbers of lines of the script, or "package/module.py:3".
    """
    ran = {line for lines in lines_of_runs for line in lines}
    found = _missing(example, {line for line in ran if isinstance(line, int)})
    for name, path in example.modules.items():
        here = {int(str(line).split(":")[1]) for line in ran if str(line).startswith(f"{name}:")}
        found += _missing(as_example(path), here)
    return found


def _missing(example: Example, ran: set[int]) -> list[Diagnostic]:
    starts, tree = statement_starts(example.source), ast.parse(example.source)
    ran = {starts.get(line, line) for line in ran}
    expected = set()
    waiting = [compile(tree, str(example.path), "exec")]
    while waiting:
        code = waiting.pop()
        expected |= {starts.get(line, line) for _, _, line in code.co_lines() if line}
        waiting += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            for inner in node.body:  # for type checkers only, by definition
                expected.discard(inner.lineno)
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            expected.discard(node.lineno)  # no code of its own
    return [
        example.problem(
            line,
            f"this line never ran: {example.line_text(line)!r}. Call it, or take it out of the script",
        )
        for line in sorted(expected - ran)
    ]


def swallowed_errors(example: Example) -> list[Diagnostic]:
    """A `Diagnostic` for each place where the script hides an error instead of showing it."""
    return [example.problem(*found) for found in script_rules.swallowed_errors(example.source)]


def _read_header(example: Example) -> None:
    at_top, seen = True, set[str]()
    for number, line in enumerate(example.source.split("\n"), 1):
        at_top = at_top and line.startswith("#")
        match = _HEADER.match(line) if at_top else None
        if match is None:
            if _NEARLY_HEADER.match(line):
                message = (
                    "this declares nothing. Write `# databases: …`, `# raises: …`, `# warns: …` or "
                    "`# varies: …` in the first lines"
                )
                raise example.problem(number, message)
            continue
        key, value = match.groups()
        if key in ("databases", "varies") and key in seen:
            raise example.problem(number, f"`# {key}:` is in the header twice; write one line")
        seen.add(key)
        if key == "databases":
            example.databases = _databases(example, number, value)
            continue
        if key == "varies":
            example.varies = tuple(name.strip() for name in value.split(","))
            continue
        match = _ON.match(value)
        if not match:
            raise example.problem(number, f"cannot read {line!r}: write `# {key}: Name on sqlite, mariadb`")
        where = _databases(example, number, match[2]) if match[2] else DATABASES
        declared = getattr(example, key)
        if twice := [database for database in where if database in declared]:
            raise example.problem(number, f"the header says what it {key} on {', '.join(twice)} twice")
        declared.update(dict.fromkeys(where, match[1]))
    for key in ("raises", "warns"):
        for database in set(getattr(example, key)) - set(example.databases):
            if getattr(example, key).keys() != set(DATABASES):
                raise example.problem(
                    None, f"its header says what it {key} on {database}, where it does not run"
                )


def _databases(example: Example, number: int, text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in DATABASES:
            raise example.problem(number, f"unknown database {name!r}; known are {', '.join(DATABASES)}")
    return tuple(name for name in DATABASES if name in names)
