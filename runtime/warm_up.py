"""Runs one script before the memory is kept, and shows its recorded result.

A reader's first run then finds everything imported and compiled.
"""

import contextlib
import gc
import io
import json
import sys
from pathlib import Path

import page_runner
import sqlalchemy.orm
from sqlalchemy import util

from livedocs.languages import FALLBACK, LANGUAGES
from livedocs.versions import MAIN_VERSION


def run_script():
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(Path("/warm_up.py").read_text(), "warm_up.py", "exec"), names)
    names["engine"].dispose()


def show_result():
    result = json.loads(Path("/warm_up.json").read_text())
    for language in LANGUAGES:
        job = {
            "source": Path("/warm_up.py").read_text(),
            "lines": None,
            "language": language,
            "uid": "x",
            "database": "sqlite",
        }
        run = {
            **result["runs"][MAIN_VERSION]["sqlite"],
            "tables": result["tables"],
            "mappers": result["mappers"],
        }
        page_runner.shown(job, Path("warm_up.py"), run)


run_script()
show_result()
page_runner.WARM_UP = json.dumps(
    {
        "source": Path("/warm_up.py").read_text().replace("print(", "str("),
        "filename": "warm_up.py",
        "modules": {},
        "lines": None,
        "language": FALLBACK,
        "database": "sqlite",
        "uid": "x",
    }
)
del run_script, show_result
sqlalchemy.orm.clear_mappers()
sqlalchemy.orm.session._new_sessionid = util.counter()  # sessions are numbered, and messages name them
for _ in range(3):
    gc.collect()
gc.freeze()  # what is here stays: the collector need not look at it after each run
sys._clear_internal_caches()
