"""What a script must not do is found, with its line."""

import re

import pytest

from livedocs import Diagnostic
from livedocs.content import examples
from livedocs.execution.executor import Executor

IGNORE = "import warnings\n\nwarnings.{}\n"
SWALLOWS = "swallows an error here"
IMPORTS = "may not import '{}'"
SILENCES = "silences warnings here"

FAULTS = {
    "another name for suppress": (
        "from contextlib import suppress as quietly\n\nwith quietly(ValueError):\n    int('x')\n",
        3,
        SWALLOWS,
    ),
    "suppress through a variable": ("import contextlib\n\nquietly = contextlib.suppress\n", 3, SWALLOWS),
    "a bare except": (
        "for n in (1, 2):\n    try:\n        n / 0\n    except:\n        continue\n",
        4,
        SWALLOWS,
    ),
    "a break": (
        "while True:\n    try:\n        1 / 0\n    except ZeroDivisionError:\n        break\n",
        4,
        SWALLOWS,
    ),
    "a return": (
        "def f():\n    try:\n        1 / 0\n    except Exception:\n        return None\n",
        4,
        SWALLOWS,
    ),
    "only the error's name": ("try:\n    1 / 0\nexcept Exception as error:\n    error\n", 3, SWALLOWS),
    "a return in finally": (
        "def f():\n    try:\n        1 / 0\n    finally:\n        return 1\n",
        5,
        SWALLOWS,
    ),
    "a return in an if in finally": (
        "def f():\n    try:\n        1 / 0\n    finally:\n        if 1:\n            return 1\n",
        6,
        SWALLOWS,
    ),
    "a break in finally": (
        "while True:\n    try:\n        1 / 0\n    finally:\n        break\n",
        5,
        SWALLOWS,
    ),
    "simplefilter": (IGNORE.format("simplefilter('ignore')"), 3, SILENCES),
    "filterwarnings": (IGNORE.format("filterwarnings(action='ignore')"), 3, SILENCES),
    "another name for a filter": (
        "from warnings import simplefilter as f  # warnings\n\nf('ignore')\n",
        3,
        SILENCES,
    ),
    "catch_warnings": (
        "import warnings\n\nwith warnings.catch_warnings(action='ignore'):\n    print(1)\n",
        3,
        SILENCES,
    ),
    "warnings shown in no script": (
        "import warnings\n\nwith warnings.catch_warnings():  # none.py shows these warnings\n"
        "    warnings.simplefilter('ignore')\n",
        4,
        SILENCES,
    ),
    "the site's package": ("import livedocs.content\n", 1, IMPORTS.format("livedocs")),
    "the site's generator": ("print(1)\nfrom mkdocs import config\n", 2, IMPORTS.format("mkdocs")),
    "another script": ("import other\n", 1, IMPORTS.format("other")),
    "an import by a string": (
        "import importlib\n\nimportlib.import_module('pytest')\n",
        3,
        IMPORTS.format("pytest"),
    ),
    "databases twice": (
        "# databases: sqlite\n# databases: mariadb\n",
        2,
        "`# databases:` is in the header twice",
    ),
    "varies twice": ("# varies: a\n# varies: b\n", 2, "`# varies:` is in the header twice"),
    "raises twice": ("# raises: A\n# raises: B on sqlite\n", 2, "what it raises on sqlite twice"),
}


@pytest.fixture
def load(tmp_path):
    def load_text(text):
        path = tmp_path / "topic" / "script.py"
        path.parent.mkdir()
        (path.parent / "other.py").write_text("# warns: SAWarning\nprint(1)\n", "utf-8")
        path.write_text(text, "utf-8")
        return examples.load(path)

    return load_text


@pytest.mark.parametrize(("text", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_with_its_line(load, text, line, message):
    with pytest.raises(Diagnostic, match=message) as raised:
        load(text)
    assert raised.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        "import warnings\n\nwith warnings.catch_warnings():  # other.py shows these warnings\n"
        "    warnings.simplefilter('ignore')\n",
        "import warnings\n\nwarnings.simplefilter('always')\n",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('refused')\n",
        "try:\n    print(1)\nfinally:\n    for n in (1, 2):\n        break\n",
        "import json\nimport psycopg\nimport alembic.op\nfrom sqlalchemy import orm\n",
        "# raises: A on sqlite\n# raises: B on mariadb\n",
    ],
)
def test_what_a_script_may_do(load, text):
    load(text)


VISITS = """\
# databases: sqlite
# varies: {varies}
from sqlalchemy import create_engine

engine = create_engine("sqlite://")
with engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE visit (id INTEGER, created_at TEXT, note TEXT)")
    connection.exec_driver_sql("INSERT INTO visit VALUES (7, {created_at}, NULL), (8, '-', NULL)")
"""
NOW = "datetime('now')"  # in whole seconds

# What is found when the script runs: its text, the line, and the message.
RUN_FAULTS = {
    "varies over a column that does not": (
        VISITS.format(varies="created_at, id", created_at=NOW),
        2,
        "id varies, but on sqlite two runs both left 7 in visit.id, and the record would hide it. Take id out",
    ),
    "varies over one row of two": (
        VISITS.format(varies="created_at", created_at=f"{NOW}, NULL), (9, '2024-01-01 00:00:00'"),
        2,
        "both left '2024-01-01 00:00:00' in visit.created_at",
    ),
    "varies over no column": (
        VISITS.format(varies="created_at, createdat", created_at=NOW),
        2,
        "createdat varies, but it left no row with such a column. Take createdat out of `# varies:`",
    ),
}


@pytest.fixture(scope="module")
def executor():
    with Executor(("sqlite",)) as executor:
        yield executor


@pytest.mark.parametrize(("text", "line", "message"), RUN_FAULTS.values(), ids=RUN_FAULTS)
def test_a_fault_is_found_when_the_script_runs(load, executor, text, line, message):
    example = load(text)
    with pytest.raises(Diagnostic, match=re.escape(message)) as raised:
        executor.run(example, "sqlite")
    assert raised.value.line == line


def test_only_values_that_vary_are_hidden(load, executor):
    run, _ = executor.run(load(VISITS.format(varies="created_at, note", created_at=NOW)), "sqlite")
    assert run["rows"][-1]["tables"]["visit"]["rows"] == [
        [7, "####-##-## ##:##:##", None],
        [8, "-", None],
    ]
