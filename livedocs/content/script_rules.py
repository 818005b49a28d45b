"""What a script must not do: hide errors or warnings, or import what readers do not have."""

import ast
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from livedocs.databases import DATABASES

Found = tuple[int, str]  # the line, and what is wrong with it

LIBRARIES = frozenset({"sqlalchemy", "alembic"})  # the libraries that scripts may show, next to the drivers
_DRIVERS = {name for database in DATABASES.values() for name in (database.driver, *database.packages)}
_SHOWN_IN = re.compile(r"#\s*(\w+\.py) shows these warnings\s*$")
_SWALLOWS = "the script swallows an error here; print what was caught"


def rule_breaches(source: str, folder: Path, modules: Collection[str] = ()) -> Iterator[Found]:
    """What `source`, a script or a module of one in `folder`, must not do.

    `modules` are the names of its own modules, which it may import. Finds nothing in a syntax error.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    yield from _swallowed_errors(tree)
    if "warnings" in source:
        yield from _silenced_warnings(tree, source.split("\n"), folder)
    yield from _imports(tree, modules)


def swallowed_errors(source: str) -> list[Found]:
    """Each place where a script hides an error instead of showing it."""
    try:
        return list(_swallowed_errors(ast.parse(source)))
    except SyntaxError:
        return []


def called(node: ast.AST) -> str:
    """The last part of the name that is called, "" for any other node."""
    return _last_name(getattr(node, "func", None))


def _last_name(node: ast.AST | None) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _aliases(tree: ast.AST, module: str, *names: str) -> dict[str, str]:
    """{name in the script: name in `module`} for each of `names`, also where it is imported under another."""
    found = {name: name for name in names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == module:
            found |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in names}
    return found


def _swallowed_errors(tree: ast.AST) -> Iterator[Found]:
    suppress = _aliases(tree, "contextlib", "suppress")
    for node in ast.walk(tree):
        silent = isinstance(node, ast.ExceptHandler) and all(map(_does_nothing, node.body))
        suppressed = isinstance(node, (ast.Name, ast.Attribute)) and _last_name(node) in suppress
        if isinstance(node, (ast.ExceptHandler, ast.expr)) and (silent or suppressed):
            yield node.lineno, _SWALLOWS
        elif isinstance(node, (ast.Try, ast.TryStar)):
            for jump in _jumps(node.finalbody):
                yield jump.lineno, f"the script swallows an error here: {ast.unparse(jump)!r} in `finally`"


def _does_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Return):
        return node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, (ast.Constant, ast.Name))
    return isinstance(node, (ast.Pass, ast.Continue, ast.Break))


def _jumps(nodes: Iterable[ast.AST], in_loop: bool = False) -> Iterator[ast.stmt]:
    """The statements in the body of a `finally` that leave it, and so drop the error."""
    for node in nodes:
        if isinstance(node, ast.Return) or (isinstance(node, (ast.Break, ast.Continue)) and not in_loop):
            yield node
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            loop = in_loop or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            yield from _jumps(ast.iter_child_nodes(node), loop)


def _silenced_warnings(tree: ast.AST, lines: list[str], folder: Path) -> Iterator[Found]:
    """Each filter that ignores warnings, unless it is in a block that names the script which shows them."""
    filters = _aliases(tree, "warnings", "simplefilter", "filterwarnings", "catch_warnings")
    allowed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            named = _SHOWN_IN.search(lines[node.lineno - 1])
            if named and _declares_warnings(folder / named[1]):
                allowed |= set(ast.walk(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or node in allowed or called(node) not in filters:
            continue
        values = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "action")]
        if any(isinstance(value, ast.Constant) and value.value == "ignore" for value in values):
            yield (
                node.lineno,
                "the script silences warnings here. Declare them with `# warns: …`, or silence them in "
                "`with warnings.catch_warnings():  # name.py shows these warnings`, "
                "where name.py is next to the script and declares them",
            )


def _declares_warnings(path: Path) -> bool:
    return path.is_file() and bool(re.search(r"^# warns:", path.read_text("utf-8"), re.MULTILINE))


def _imports(tree: ast.AST, modules: Collection[str]) -> Iterator[Found]:
    """Each import of something that a reader of the script alone would not have."""
    importers = {"__import__", *_aliases(tree, "importlib", "import_module")}
    known = sys.stdlib_module_names | LIBRARIES | _DRIVERS | set(modules) | set(_written_modules(tree))
    never_run = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if node in never_run:
            continue
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        elif isinstance(node, ast.Call) and called(node) in importers and node.args:
            names = [_text(node.args[0])]
        for name in names:
            top = name.split(".")[0]
            if isinstance(node, (ast.stmt, ast.expr)) and top and top not in known:
                yield (
                    node.lineno,
                    f"a script may not import {top!r}: only the standard library, SQLAlchemy, its drivers, "
                    f"modules in a folder next to it, and {', '.join(sorted(LIBRARIES - {'sqlalchemy'}))}",
                )


def _written_modules(tree: ast.AST) -> Iterator[str]:
    """The modules that the script writes itself, as in ``Path(folder, "author.py").write_text(…)``."""
    for node in ast.walk(tree):
        if called(node) == "write_text":
            for inner in ast.walk(node):
                if (name := _text(inner)).endswith(".py") and "\n" not in name:
                    yield Path(name).stem


def _text(node: ast.AST) -> str:
    """The string that a node of the syntax tree is, "" for any other node."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
