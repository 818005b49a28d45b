"""Compiles Python sources to one archive of bytecode. Runs inside Pyodide: its compiler fits its interpreter.

Reads /sources.zip (ours) and /stdlib.zip (Pyodide's); writes /library.zip. Left out: what no script of the
site can use in a page, the text of docstrings (SQLAlchemy asserts that some are there), type annotations, and
the lines of what is not the reader's own code.
"""

import ast
import importlib._bootstrap_external as bootstrap
import importlib.util
import types
import zipfile

DATE = (2020, 1, 1, 0, 0, 0)  # the same on each build
PLACE = "/lib/python314.zip/"  # where the archive lies when it is imported from
NOT_IN_A_PAGE = (
    "_aix _android _apple _ios _osx _pydecimal _pyio _pyrepl antigravity bdb cmd code compileall "
    "ctypes/macholib doctest email/mime ensurepip filecmp fileinput ftplib http/cookiejar http/cookies "
    "http/server idlelib imaplib lib2to3 mailbox mimetypes modulefinder multiprocessing netrc nturl2path "
    "optparse pdb pickletools plistlib poplib profile pstats py_compile pyclbr pydoc rlcompleter sched "
    "shelve smtplib socketserver stringprep symtable tabnanny tarfile test this tkinter trace tracemalloc "
    "turtle unittest venv wave webbrowser wsgiref xml xmlrpc zipapp cProfile"
)
ENCODINGS = (
    "__init__ aliases ascii charmap cp437 hex_codec idna latin_1 punycode raw_unicode_escape undefined "
    "unicode_escape utf_16 utf_16_be utf_16_le utf_8 utf_8_sig"
)


def wanted(name):
    if name.startswith("encodings/"):
        return name.removeprefix("encodings/").split(".")[0] in ENCODINGS.split()
    return not any(name.startswith((f"{start}/", f"{start}.")) for start in NOT_IN_A_PAGE.split())


class WithoutTypes(ast.NodeTransformer):
    """Leaves out what SQLAlchemy writes for type checkers only: a fifth of its bytecode."""

    def visit_FunctionDef(self, node):
        if any(
            ast.unparse(decorator) in ("overload", "typing.overload") for decorator in node.decorator_list
        ):
            return None
        node.returns = None
        for argument in ast.walk(node.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return self.filled(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_If(self, node):
        if ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            return [self.visit(inner) for inner in node.orelse] or ast.Pass()
        return self.filled(node)

    def visit_ClassDef(self, node):
        bases = {ast.unparse(base).split("[")[0].rpartition(".")[2] for base in node.bases}
        if not node.decorator_list and not bases & {"NamedTuple", "TypedDict", "Protocol"}:
            self.without_annotations(node)
        return self.filled(node)

    def visit_Module(self, node):
        self.without_annotations(node)
        return self.filled(node)

    def without_annotations(self, node):
        node.body = [
            ast.copy_location(ast.Assign([inner.target], inner.value), inner)
            if isinstance(inner, ast.AnnAssign) and inner.value
            else inner
            for inner in node.body
            if not isinstance(inner, ast.AnnAssign) or inner.value
        ]

    def filled(self, node):
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node


def without_lines(code):
    """Every instruction at its function's first line.

    A page shows the reader's own lines only, and these tables are large.
    """
    units = len(code.co_code) // 2
    # Entries as CPython's Objects/locations.md has them: "no column info", line delta 0, for up to 8 code
    # units each.
    entries = [min(8, units - start) for start in range(0, units, 8)]
    table = bytes(byte for length in entries for byte in (0x80 | 13 << 3 | length - 1, 0))
    inner = [
        without_lines(constant) if isinstance(constant, types.CodeType) else constant
        for constant in code.co_consts
    ]
    return code.replace(co_linetable=table, co_consts=tuple(inner))


def bytecode(source, name):
    tree = ast.parse(source, name)
    if name.startswith(f"{PLACE}sqlalchemy/"):
        tree = ast.fix_missing_locations(WithoutTypes().visit(tree))
    for node in ast.walk(tree) if not name.startswith(f"{PLACE}email/") else ():  # email reads its own
        if isinstance(
            node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
        ) and ast.get_docstring(node):
            node.body[0].value = ast.copy_location(ast.Constant("."), node.body[0].value)
    code = without_lines(compile(tree, name, "exec", dont_inherit=True))
    return bytes(bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def main():
    files = {}
    for archive in ("/stdlib.zip", "/sources.zip"):
        with zipfile.ZipFile(archive) as zipped:
            for name in zipped.namelist():
                if name.endswith(".py") and wanted(name):
                    files[f"{name}c"] = bytecode(zipped.read(name), PLACE + name)
    # Stored, not deflated: the whole is compressed once, for the way to the reader.
    with zipfile.ZipFile("/library.zip", "w", zipfile.ZIP_STORED) as library:
        for name, data in sorted(files.items()):
            library.writestr(zipfile.ZipInfo(name, DATE), data)


main()
