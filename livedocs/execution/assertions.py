"""Runs the script of a claim inside the current process, a child forked for it: nothing is undone."""

import ast
import atexit
import io
import sys
import threading
import traceback
import types
import warnings
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from livedocs.execution.capture import message_of, redirect_engines

_NOTE = "__asserted__"


def run(source: str, filename: str, url: str | None, async_url: str | None, checks: bool) -> dict[str, Any]:
    """Executes `source` as the main script `filename`; returns what became of its assertions.

    `checks` switches SQLite's foreign key checks. ``asserted``: the lines of the assertions that ran.
    ``exception``: {type, message, line}, or absent.
    """
    redirect_engines(url, async_url)
    if checks and url is None:
        event.listen(Engine, "connect", _enable_checks)
    warnings.simplefilter("ignore")  # a claim about a warning catches it itself
    asserted: set[int] = set()
    main: Any = types.ModuleType("__main__")
    main.__file__ = filename
    setattr(main, _NOTE, asserted.add)
    sys.modules["__main__"] = main
    sys.argv = [filename]
    sys.stdout = sys.stderr = io.StringIO()
    result: dict[str, Any] = {}
    try:
        tree = ast.fix_missing_locations(_Noting().visit(ast.parse(source)))
        exec(compile(tree, filename, "exec", dont_inherit=True), main.__dict__)
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        atexit._run_exitfuncs()
    except BaseException as error:
        frames = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename
        ]
        result["exception"] = {
            "type": type(error).__qualname__,
            "message": message_of(error),
            "line": frames[-1] if frames else None,
        }
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return {"asserted": sorted(asserted), **result}


def _enable_checks(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


class _Noting(ast.NodeTransformer):
    """Notes the line of each assertion before it is evaluated."""

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        call = ast.Call(ast.Name(_NOTE, ast.Load()), [ast.Constant(node.lineno)], [])
        return [ast.copy_location(ast.Expr(call), node), node]
