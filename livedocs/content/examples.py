"""Examples: scripts under ``examples/<topic>/<name>.py``, and the results recorded beside them.

A script may say in comments at its top what differs from "runs everywhere, ends well, warns of nothing":

    # databases: sqlite
    # raises: IntegrityError on postgresql, mariadb
    # warns: SAWarning
    # varies: created_at, accessed_at

The last line names columns whose values are others on each run, such as times: their digits are recorded
as ``#``. A script may import from a folder beside it, ``examples/<topic>/<package>/…``: its modules.

``<name>.result.json`` holds, for each database, what `livedocs.execution.capture.run` returned, and the digest of
the script that gave it. A run with the older SQLAlchemy stands beside it ("sqlite 2.0") where it differs.
"""

import ast
import difflib
import hashlib
import json
import re
import textwrap
import types
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from livedocs import EXAMPLES, Diagnostic, read_text, relative
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
    file_lines: list
    sections: dict = field(default_factory=dict)
    databases: tuple = tuple(DATABASES)
    raises: dict = field(default_factory=dict)  # database -> name of the exception that ends the script
    warns: dict = field(default_factory=dict)  # database -> name of the warning category
    varies: tuple = ()  # names of columns

    @property
    def name(self):
        """Its topic and name, as pages refer to it: ``deleting/default``."""
        return self.path.relative_to(self.root).with_suffix("").as_posix()

    @property
    def root(self):
        return self.path.parent.parent

    @cached_property
    def digest(self):
        text = self.source + "".join(f"\0{name}\0{self.code(name)}" for name in self.modules)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def modules(self):
        """The modules beside the script that belong to it: {"package/module.py": its path}."""
        folders = {path for path in self.path.parent.iterdir() if path.is_dir() and path.name in self.source}
        if folders:
            folders &= {self.path.parent / name for name in imported(self.source)}
        found = {path for folder in folders for path in folder.rglob("*.py")}
        return {path.relative_to(self.path.parent).as_posix(): path for path in sorted(found)}

    @cached_property
    def in_page(self):
        """None if the script can run in the reader's browser, else why it cannot: a key of theme/assets/i18n/words.js."""
        if not any(DATABASES[name].in_page for name in self.databases):
            return self.databases[0]
        text = "\n".join((self.source, *map(self.code, self.modules)))
        return next((reason for reason, line in NOT_IN_PAGE.items() if line.search(text)), None)

    @cached_property
    def source_lines(self):
        return self.source.split("\n")

    @property
    def result_path(self):
        return self.path.with_suffix(".result.json")

    def code(self, section=None):
        """The script's text, a module's, or a section's without common indentation."""
        if section is None:
            return self.source
        if section in self.modules:
            return read_text(self.modules[section])
        lines = self.sections[section]
        return textwrap.dedent("\n".join(self.source_lines[lines.start - 1 : lines.stop - 1]) + "\n")

    def lines(self, section=None):
        """The numbers of a section's lines, or of all, as a range."""
        return self.sections.get(section) or range(1, len(self.file_lines) + 1)

    def line_text(self, number):
        """Line `number` of `source`, stripped."""
        return self.source_lines[number - 1].strip()

    def problem(self, line, message):
        """A `Diagnostic` at line `line` of `source`; None stands for the script as a whole."""
        return Diagnostic(self.path, self.file_lines[line - 1] if line else 1, message)

    @cached_property
    def result(self):
        """What is recorded: {"tables", "mappers", "runs": {database: run}}. Raises `Diagnostic`."""
        if not self.result_path.exists():
            raise self.problem(None, f"no result is recorded. Run `{record_command(self)}`")
        try:
            result = json.loads(read_text(self.result_path))
            check_shape(result, self)
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            raise Diagnostic(
                self.result_path, line, f"this is no recorded result ({error}). Run `{record_command(self)}`"
            ) from error
        return result

    def run(self, database, version=MAIN_VERSION):
        """The recorded run on `database`. Raises `Diagnostic` if there is none or the script has changed."""
        runs = self.result["runs"]
        run = runs.get(run_key(database, version)) or runs.get(database)
        if run is None:
            raise self.problem(
                None, f"no result for {database} is recorded. Run `{record_command(self, version)}`"
            )
        if run.get("script") != self.digest:
            raise self.problem(
                None,
                f"the script has changed since its result for {database} was recorded. "
                f"Run `{record_command(self, version)}` and look at `git diff`",
            )
        return run


def check_shape(result, example):
    """Raises one of several errors unless `result` is built as `livedocs.execution.record.write` builds it."""
    for table in result["tables"]:
        for column in table["columns"]:
            column["name"].strip(), column["type"].strip(), column["nullable"].bit_length()
    for mapper in result["mappers"]:
        mapper["class"].strip(), [relationship["name"].strip() for relationship in mapper["relationships"]]
    last = len(example.file_lines)
    for run in result["runs"].values():
        if run["script"] != example.digest:
            continue  # out of date: its lines are those of another script
        for event in [*run["log"], *run["warnings"], *run["rows"]]:
            if event["line"] is not None and not 1 <= event["line"] <= last:
                raise ValueError(f"line {event['line']} is not in the script")
        for state in run["rows"]:
            for table in state["tables"].values():
                for row in table["rows"]:
                    if len(row) != len(table["columns"]):
                        raise ValueError("a row has another number of columns than its table")


def record_command(example, version=MAIN_VERSION):
    """What a writer types to record the example again."""
    extra = "" if version == MAIN_VERSION else f" SQLALCHEMY={version}"
    return f"make record ONLY={relative(example.path)}{extra}"


def run_key(database, version):
    return database if version == MAIN_VERSION else f"{database} {version}"


_loaded = {}  # path -> (what its files' times were, the example)


def load(path):
    """The script at `path`, read again only when one of its files has changed.

    Raises `Diagnostic` where its marks or its header are wrong.
    """
    times, example = _loaded.get(path, (None, None))
    if example is None or times != _times(example):
        example = _read(path)
        _loaded[path] = _times(example), example
    return example


def _times(example):
    """When the script, its result and its modules, and the folders of these, last changed."""
    modules = example.modules.values()
    paths = (example.path, example.result_path, *modules, *{module.parent for module in modules})
    return [path.stat().st_mtime_ns if path.exists() else None for path in paths]


def _read(path):
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
    for problem in swallowed_errors(example):
        raise problem
    for module in example.modules.values():
        for problem in swallowed_errors(as_example(module)):
            raise problem
    return example


def as_example(path):
    """The module at `path`, which has neither marks nor a header, so that it is checked as scripts are."""
    source = read_text(path)
    return Example(path, source, list(range(1, source.count("\n") + 2)))


def imported(source):
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


def all_examples(root=EXAMPLES):
    """Every script below `root`, by name."""
    return [load(path) for path in paths(root)]


def paths(root=EXAMPLES):
    """Where the scripts are: ``<topic>/<name>.py``."""
    return sorted(root.glob("*/*.py"))


def find(name, root=EXAMPLES):
    """The example called `name`; None, with the names that come closest, if there is none."""
    path = root / f"{name}.py"
    if re.fullmatch(r"[\w-]+/[\w-]+", name) and path.is_file():
        return load(path), []
    names = [p.relative_to(root).with_suffix("").as_posix() for p in root.glob("*/*.py")]
    return None, difflib.get_close_matches(name, names, n=3, cutoff=0.4) or sorted(names)[:3]


def statement_starts(source):
    """Maps each line of `source` to the first line of the innermost statement that holds it."""
    starts = {}
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return starts
    for node in ast.walk(tree):  # outer statements come first, inner ones overwrite
        if isinstance(node, ast.stmt):
            for line in range(node.lineno, node.end_lineno + 1):
                starts[line] = node.lineno
    return starts


def lines_that_never_ran(example, lines_of_runs):
    """A `Diagnostic` for each statement, of the script or its modules, that ran in none of the runs.

    `lines_of_runs` is what they executed: numbers of lines of the script, "package/module.py:3" for a module's.
    """
    ran = set().union(*lines_of_runs)
    found = _missing(example, ran)
    for name, path in example.modules.items():
        here = {int(line.split(":")[1]) for line in ran if str(line).startswith(f"{name}:")}
        found += _missing(as_example(path), here)
    return found


def _missing(example, ran):
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


def called(node):
    """The last part of the name that is called, "" for any other node."""
    function = getattr(node, "func", None)
    return getattr(function, "attr", getattr(function, "id", ""))


def swallowed_errors(example):
    """A `Diagnostic` for each place where the script hides an error instead of showing it."""
    if "except" not in example.source and "suppress" not in example.source:
        return []
    try:
        tree = ast.parse(example.source)
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        silent = isinstance(node, ast.ExceptHandler) and all(
            isinstance(inner, (ast.Pass, ast.Continue))
            or (isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant))
            for inner in node.body
        )
        if silent or called(node) == "suppress":
            found.append(
                example.problem(node.lineno, "the script swallows an error here; print what was caught")
            )
    return found


def _read_header(example):
    at_top = True
    for number, line in enumerate(example.source.split("\n"), 1):
        at_top = at_top and line.startswith("#")
        match = _HEADER.match(line) if at_top else None
        if match is None:
            if _NEARLY_HEADER.match(line):
                message = "this declares nothing. Write `# databases: …`, `# raises: …`, `# warns: …` or `# varies: …` in the first lines"
                raise example.problem(number, message)
            continue
        key, value = match.groups()
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
        getattr(example, key).update({database: match[1] for database in where})
    for key in ("raises", "warns"):
        for database in set(getattr(example, key)) - set(example.databases):
            if getattr(example, key).keys() != set(DATABASES):
                raise example.problem(
                    None, f"its header says what it {key} on {database}, where it does not run"
                )


def _databases(example, number, text):
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in DATABASES:
            raise example.problem(number, f"unknown database {name!r}; known are {', '.join(DATABASES)}")
    return tuple(name for name in DATABASES if name in names)
