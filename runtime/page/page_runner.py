"""Runs one script inside the page, and shows what it did as the site shows a recorded run.

Lives in Pyodide only. The memory is put back after each run, so nothing here undoes anything.
"""

import builtins
import importlib
import json
import os
import random
import sys
import time
from dataclasses import replace
from html import escape
from pathlib import Path

import page_greenlet  # noqa: F401 - SQLAlchemy looks for it when it is imported

# isort: split
import page_standins

from livedocs.content.examples import Example
from livedocs.execution import capture
from livedocs.render import html, results
from livedocs.render.diagram import diagram

HOME, LIBRARY = "/home/pyodide", "/lib/python314.zip"


def no_input(prompt=""):
    raise RuntimeError("input() has nobody to ask in a page. Assign the value instead")


def plain_highlighted(text, language):
    """The page colours it: Pygments would double what has to be loaded."""
    return f'<div class="highlight language-{language}"><pre><code>{escape(text)}</code></pre></div>'


def write(text):
    """To the page, as it comes. Through the file system: the script can reach no JavaScript object."""
    os.write(1, text.encode())


# What makes objects of JavaScript: from one, all others can be reached.
MAKE_JAVASCRIPT = ("create_once_callable", "create_proxy", "jsnull", "run_js", "to_js")


def close_doors():
    """Takes away Python's ways to JavaScript: the frame's worker is used again for other scripts."""
    from _pyodide import _importhook

    sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not _importhook.jsfinder]
    _importhook.jsfinder = None
    for name, module in list(sys.modules.items()):
        if type(module).__name__ == "JsProxy":
            del sys.modules[name]
            continue
        for key, value in list(vars(module).items()):
            if type(value).__name__ == "JsProxy" or ("pyodide" in name and key in MAKE_JAVASCRIPT):
                setattr(module, key, None)


def import_postgresql():
    """Makes the database of this page known to SQLAlchemy."""
    importlib.import_module("page_postgresql")


class Missing(BaseException):
    """An import that waits for the library."""


class Watch:
    """Notes what would be imported from the library while the page is still loading it."""

    missed = False

    def find_spec(self, name, path=None, target=None):
        self.missed = True
        raise Missing(name)


def warm_up():
    """Runs a script before anybody asks for one: the browser compiles its own code as it is used."""
    execute(WARM_UP)


WARM_UP = ""  # a job, from `warm_up.py`


def execute(job):
    """Runs `job`, a JSON text, and returns what came of it as JSON text.

    job: {source, filename, modules: {name: text}, lines: [first, last] or null, language, database, uid}.
    Returns {html, diagram, error, warnings, isCut, replaced, milliseconds, run}, or an empty text if it needs
    the library, which is not there. ``replaced`` is what `page_standins.install` returns.
    """
    watch = Watch()
    if not os.path.exists(LIBRARY):
        sys.meta_path.insert(0, watch)
    try:
        result = run(json.loads(job))
    except Missing:
        return ""
    return "" if watch.missed else json.dumps(result, ensure_ascii=False)


def run(job):
    os.chdir(HOME)
    path = Path(job["filename"])
    for name, text in {path.name: job["source"], **job["modules"]}.items():
        file = path.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    random.seed()  # the memory that is put back holds one seed
    builtins.input = no_input

    for name, word in NEEDED_FIRST.items():
        if word in "".join((job["source"], *job["modules"].values())):
            importlib.import_module(name)
    urls = URLS[job["database"]]
    replaced = page_standins.install({path.name: job["source"], **job["modules"]}, urls)
    begin = time.perf_counter()
    done = capture.run(job["source"], job["filename"], *urls, printed=write)
    milliseconds = (time.perf_counter() - begin) * 1000
    return {**shown(job, path, done), "replaced": replaced, "milliseconds": milliseconds, "run": done}


# What has to be there before a run is watched, for scripts with these words.
NEEDED_FIRST = {
    "page_asyncio": "async",  # makes async engines work without threads
    "sqlalchemy.dialects.postgresql": "postgresql",  # declares tables of its own
}
URLS = {
    "sqlite": (None, None),
    "postgresql": ("postgresql+psycopg://postgres@127.0.0.1:5432/app",) * 2,  # as `page_postgresql` has it
}


# How much of a result the page shows; more would keep it from answering.
MOST_ROWS = 300  # of each table
MOST_CELLS = 20_000  # of all tables
MOST_WARNINGS = 20
MOST_CHARACTERS = {"cell": 1_000, "text": 200_000, "message": 20_000}


class Shortener:
    """Shortens a result; `cut` says whether anything was left out."""

    def __init__(self):
        self.cut = False
        self.cells = MOST_CELLS

    def text(self, text, kind="text"):
        if text is None or len(text) <= MOST_CHARACTERS[kind]:
            return text
        self.cut = True
        return f"{text[: MOST_CHARACTERS[kind]]} …"

    def rows(self, table):
        """Rows that changed go before others."""
        width = max(1, len(table.columns))
        most = max(1, min(MOST_ROWS, self.cells // width))
        self.cells -= min(most, len(table.rows)) * width
        if len(table.rows) > most:
            self.cut = True
            places = sorted(range(len(table.rows)), key=lambda i: table.rows[i][0] == "same")[:most]
            table = replace(table, rows=tuple(table.rows[i] for i in sorted(places)))
        return replace(
            table, rows=tuple((change, tuple(map(self.cell, cells))) for change, cells in table.rows)
        )

    def cell(self, cell):
        return tuple(map(self.cell, cell)) if isinstance(cell, tuple) else self.text(cell, "cell")

    def view(self, view):
        match view.data:
            case str(text):
                data = self.text(text)
            case results.Sql(folded, tables, statements):
                data = results.Sql(folded[:MOST_ROWS], self.text(tables), self.text(statements))
            case tables:
                data = tuple(map(self.rows, tables))
        return replace(view, data=data)


def shown(job, path, run):
    """The panel and the diagram as HTML, in the language of the page, as far as they are not too long."""
    example = Example(path, job["source"], range(1, job["source"].count("\n") + 2))
    example.result = {"tables": run["tables"], "mappers": run["mappers"], "runs": {}}
    lines = range(job["lines"][0], job["lines"][1] + 1) if job["lines"] else None
    language, uid = job["language"], job["uid"]
    shortener = Shortener()
    error = run.get("exception")
    if error:
        error = {**error, "message": shortener.text(error["message"], "message")}
        run = {**run, "exception": error}
    views = [shortener.view(view) for view in results.views(example, {job["database"]: run}, {}, lines)]
    panel = html.panel(views, [job["database"]], language, uid, plain_highlighted)
    drawn = diagram(example.result, language, f"{uid}-diagram") if run["tables"] else None
    return {
        "html": panel,
        "diagram": drawn,
        "error": error,
        "warnings": run["warnings"][:MOST_WARNINGS],
        "isCut": shortener.cut,
    }
