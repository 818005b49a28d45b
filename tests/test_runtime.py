"""Python in the page: every example against its recorded result, what must not hurt, and what must not be in reach."""

import json
import os
import random

import pytest
from playwright.sync_api import Error

from livedocs.content import examples
from livedocs.execution.compare import difference
from livedocs.execution.executor import hide_varying
from livedocs.render import browser_runtime
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION
from tests.harness.runs import SAID
from tests.support.browser import until

pytestmark = [
    pytest.mark.usefixtures("chromium"),
    pytest.mark.skipif(
        browser_runtime.manifest() is None and not os.environ.get("CI"),
        reason="not built: `make runtime` builds it",
    ),
]
LIMIT = 60_000  # milliseconds until a script that does not end fails its test
NOT_IN_PAGE = {  # what the scripts raise that the pages say cannot run
    "threads": "can't start new thread",
    "time_zone": "module 'time' has no attribute 'tzset'",
}
# Recorded is PostgreSQL 15 on a server. PGlite is PostgreSQL 18, with one connection.
RESTRICT, TWO = (
    "PostgreSQL 18 has an error of its own for RESTRICT",
    "two sessions are in a transaction at once",
)
NOT_ON_PGLITE = {
    "choosing/restrict": RESTRICT,
    "on_delete/restrict": RESTRICT,
    "passive_deletes/all_refuses": RESTRICT,
    "targets/wrong_type": "PostgreSQL 18 words the error differently",
    "many_to_many/linked_in_two_sessions": TWO,
    "many_to_many/removed_elsewhere": TWO,
    "many_to_many/tag_race": TWO,
}
OTHERS = 60  # examples that do the same with the older SQLAlchemy, and run in the page with it; all with MATRIX=all
SAMPLE = 15  # examples on PGlite, and as many that raise what it says: each run starts a server


class Page:
    """A page of the site whose runtime is asked directly."""

    def __init__(self, page):
        self.page = page
        page.evaluate(
            "async () => { window.runtime = await import(document.querySelector('script[src*=\"site.js\"]').src.replace('site.js', 'run/runtime.js')) }"
        )

    def run(self, source, filename="script.py", modules=None, stop_after=None, **job):
        """What `run` of runtime.js resolves to, with the printed text as ``output``."""
        job = {
            "source": source,
            "filename": filename,
            "modules": modules or {},
            "lines": None,
            "language": "en",
            "database": "sqlite",
            "uid": "x",
            **job,
        }
        return self.page.evaluate(
            """async ([job, stopAfter, limit]) => {
                let output = "";
                const onOutput = (text) => (output = text === null ? "" : output + text);
                if (stopAfter !== null) runtime.start().then(() => setTimeout(() => runtime.stop(), stopAfter));
                const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error(`no answer; so far ${output}`)), limit));
                return { ...(await Promise.race([runtime.run(job, { onOutput }), late])), output };
            }""",
            [job, stop_after, LIMIT],
        )


@pytest.fixture
def runtime(open_page):
    return Page(open_page("/en/tested/", locale="en-US"))


def run_example(runtime, example, database="sqlite"):
    """What an example does in the page, in the form in which runs are recorded."""
    modules = {name: example.code(name) for name in example.modules}
    done = runtime.run(example.source, f"examples/{example.name}.py", modules, database=database)
    assert done["status"] == "done", f"{example.name}: {done}"
    run = {key: done["run"][key] for key in ("log", "warnings", "rows", "exception") if key in done["run"]}
    hide_varying(run["rows"], example.varies)
    return {"script": example.digest, **run}


def compare(runtime, chosen, database, report, apart):
    """Runs each in the page and compares; the line that says how many were the same goes into the summary."""
    different = []
    for example in chosen:
        run = run_example(runtime, example, database)
        if diff := difference(
            example, database, run, example.result
        ):  # in the page, dialects declare tables, too
            different.append(f"{example.name}\n{diff[:2000]}")
    names = [f"{name} ({why})" for name, why in apart.items()]
    same = len(chosen) - len(different)
    report(
        f"in the page, on {database}, with SQLAlchemy {INSTALLED_VERSION}: {same} of {len(chosen)} examples did what is recorded; "
        f"not in a page: {', '.join(names) or 'none'}"
    )
    assert different == [], f"{len(different)} differ\n" + "\n".join(different[:10])


@pytest.fixture
def report(request):
    return request.config.stash[SAID].append


def where_it_differs(chosen, database):
    """The examples that do something else with the older SQLAlchemy, and a sample of the others."""
    differ = [e for e in chosen if e.older_run(database, INSTALLED_VERSION)]
    assert differ
    others = [e for e in chosen if e not in differ]
    return differ + random.Random(INSTALLED_VERSION).sample(others, OTHERS)


@pytest.mark.sqlalchemy
def test_every_example_does_in_the_page_what_is_recorded(runtime, report):
    chosen = [e for e in examples.all_examples() if "sqlite" in e.databases and not e.in_page]
    assert len(chosen) > 600
    if INSTALLED_VERSION != MAIN_VERSION and os.environ.get("MATRIX") != "all":
        chosen = where_it_differs(chosen, "sqlite")
    apart = {e.name: e.in_page for e in examples.all_examples() if "sqlite" in e.databases and e.in_page}
    compare(runtime, chosen, "sqlite", report, apart)


@pytest.mark.sqlalchemy
def test_a_sample_does_on_postgresql_in_the_page_what_is_recorded(runtime, report):
    there = [e for e in examples.all_examples() if "postgresql" in e.databases and not e.in_page]
    possible = [e for e in there if e.name not in NOT_ON_PGLITE]
    raising = [e for e in possible if e.raises.get("postgresql") in ("IntegrityError", "ProgrammingError")]
    assert len(raising) > 40
    some = random.Random(INSTALLED_VERSION)
    chosen = some.sample(raising, SAMPLE) + some.sample([e for e in possible if e not in raising], SAMPLE)
    compare(runtime, chosen, "postgresql", report, NOT_ON_PGLITE)


@pytest.mark.sqlalchemy
def test_a_difference_is_noticed(runtime):
    example = examples.find("deleting/default")[0]
    run = run_example(runtime, example)
    assert difference(example, "sqlite", run, example.result) == ""
    run["log"][0]["line"] += 1
    assert difference(example, "sqlite", run, example.result)


def test_what_cannot_run_in_a_page_does_not(runtime):
    """Else the page should run it."""
    refused = [e for e in examples.all_examples() if e.in_page and "sqlite" in e.databases]
    assert {example.in_page for example in refused} == NOT_IN_PAGE.keys()
    for example in refused:
        done = runtime.run(example.source, f"examples/{example.name}.py")
        assert done["error"]["message"] == NOT_IN_PAGE[example.in_page], example.name


# What a script may do to the page ------------------------------------------------------------------

HELLO = "print('hello')"


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("input('name? ')", "RuntimeError", "input() has nobody to ask"),
        ("import sys\nsys.exit(3)", "SystemExit", "3"),
        ("def f(:\n  pass", "SyntaxError", "invalid syntax"),
        (
            "import threading\nthreading.Thread(target=print).start()",
            "RuntimeError",
            "can't start new thread",
        ),
        ("def f():\n    f()\nf()", "RecursionError", "maximum recursion depth"),
        ("kept = []\nwhile True:\n    kept.append(bytearray(10_000_000))", "MemoryError", ""),
        ("import nonexistent", "ModuleNotFoundError", "nonexistent"),
        ("import os\nos._exit(1)", None, ""),
        ("import ctypes\nctypes.string_at(0, 100)", None, ""),
        ("import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    f()\nf()", None, ""),
        ("import gc, sys\nsys.stdout = None\ngc.disable()\nprint(1)", None, ""),
        ("import builtins\nbuiltins.print = builtins.open = builtins.len = None", None, ""),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", None, ""),
    ],
)
def test_the_next_run_is_clean(runtime, source, error, words):
    done = runtime.run(source)
    if error:
        assert (done["status"], done["error"]["type"]) == ("done", error)
        assert words in done["error"]["message"]
    assert done["status"] in ("done", "crashed", "memory")
    after = runtime.run(HELLO)
    assert (after["status"], after["output"], after["error"]) == ("done", "hello\n", None)


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    pass",
        "import time\ntime.sleep(1000)",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    ],
)
def test_a_run_can_be_stopped(runtime, source):
    runtime.run(HELLO)
    assert runtime.run(source, stop_after=300)["status"] == "stopped"
    assert runtime.run(HELLO)["output"] == "hello\n"


@pytest.mark.parametrize(
    "source", ["while True:\n    print('x' * 100)", "import os\nwhile True:\n    os.write(2, b'x' * 1000)"]
)
def test_an_endless_print_is_ended(runtime, source):
    done = runtime.run(source)
    assert done["status"] == "flood" and 0 < len(done["output"]) <= 200_000
    assert runtime.run(HELLO)["output"] == "hello\n"


def test_what_was_printed_is_there_when_a_script_hangs(runtime):
    runtime.run(HELLO)
    done = runtime.run("print(0)\nprint(1)\nprint(2)\nwhile True:\n    pass", stop_after=500)
    assert (done["status"], done["output"]) == ("stopped", "0\n1\n2\n")


def test_a_run_can_be_stopped_while_files_load(runtime):
    runtime.page.route("**/snapshot.*", lambda route: None)
    status = runtime.page.evaluate(
        """async () => {
            const run = runtime.run({ source: "" });
            setTimeout(() => runtime.stop(), 100);
            return (await run).status;
        }"""
    )
    assert status == "stopped"


def test_the_page_stays_alive_while_a_script_loops(runtime):
    runtime.run(HELLO)
    longest = runtime.page.evaluate(
        """async () => {
            const job = { source: "while True: pass", filename: "x.py", modules: {}, lines: null, language: "en", database: "sqlite", uid: "x" };
            const run = runtime.run(job);
            let longest = 0;
            for (let i = 0, last = performance.now(); i < 50; i++) {
                await new Promise((resolve) => setTimeout(resolve, 10));
                longest = Math.max(longest, performance.now() - last);
                last = performance.now();
            }
            runtime.stop();
            await run;
            return longest;
        }"""
    )
    assert longest < 2000  # milliseconds; a page that hangs would not answer at all


@pytest.mark.sqlalchemy
def test_nothing_of_a_run_is_left(runtime):
    before = runtime.run(STATE)["output"]
    runtime.run(
        """
import builtins, json, os, random, sys, warnings
from pathlib import Path
import sqlalchemy
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
builtins.injected = json.injected = 1
Path("left.txt").write_text("x"); Path("/tmp/folder/inner").mkdir(parents=True); Path("/lib/evil.py").write_text("x")
Path("/tmp/folder/inner/left.txt").write_text("x"); os.environ["LEFT"] = "1"; os.chdir("/tmp"); sys.path.append("/lib")
class Base(DeclarativeBase): pass
class Left(Base):
    __tablename__ = "left"
    id: Mapped[int] = mapped_column(primary_key=True)
@event.listens_for(Engine, "connect")
def listen(*_): print("still listening")
engine = create_engine("sqlite:////tmp/left.db")
with engine.begin() as connection: connection.execute(text("create table t (x int)"))
opened = open("/tmp/open.txt", "w")
sys.modules["json"].dumps = None; sqlalchemy.create_engine = None; sys.setrecursionlimit(50_000); warnings.filterwarnings("error")
Path("/lib/python314.zip").write_bytes(b"") if Path("/lib/python314.zip").exists() else None
"""
    )
    assert runtime.run(STATE)["output"] == before
    numbers = [
        runtime.run("import random, uuid; print(random.random(), uuid.uuid4())")["output"] for _ in range(2)
    ]
    assert numbers[0] != numbers[1], "the seed is another in each run"
    assert "RFC 3339" not in runtime.run("import tomllib, zoneinfo; print(tomllib)")["output"], (
        "the library is whole"
    )


STATE = """
import builtins, json, os, sys, warnings
import sqlalchemy
from sqlalchemy import create_engine, text
from sqlalchemy.orm import mapperlib
with create_engine("sqlite://").connect() as connection: print(connection.execute(text("select 1")).all())
print(hasattr(builtins, "injected"), hasattr(json, "injected"), json.dumps([1]), len(mapperlib._all_registries()))
print(sorted(os.listdir("/")), sorted(os.listdir("/tmp")), sorted(os.listdir(".")), os.getcwd(), dict(os.environ))
print(os.path.exists("/lib/evil.py"), sys.getrecursionlimit(), len(sys.modules), sorted(os.listdir("/dev/fd")) if os.path.exists("/dev/fd") else "")
"""

# PostgreSQL ------------------------------------------------------------------------------------------

SERVER = """
from sqlalchemy import create_engine, text
with create_engine("sqlite://").connect() as connection:
    print(connection.dialect.name)
    for query in (
        "SELECT relname FROM pg_class WHERE oid >= 16384 ORDER BY 1", "SELECT nspname FROM pg_namespace ORDER BY 1",
        "SELECT rolname FROM pg_roles ORDER BY 1", "SELECT name, setting FROM pg_settings ORDER BY 1",
        "SELECT datname FROM pg_database ORDER BY 1", "SELECT name FROM pg_prepared_statements",
    ):
        print(connection.execute(text(query)).all())
"""


@pytest.mark.sqlalchemy
def test_nothing_of_a_run_on_postgresql_is_left(runtime):
    before = runtime.run(SERVER, database="postgresql")["output"]
    assert before.startswith("postgresql\n")
    done = runtime.run(
        """
from sqlalchemy import create_engine, text
engine = create_engine("sqlite://", isolation_level="AUTOCOMMIT")
for statement in (
    "CREATE TABLE left_over (id int)", "CREATE SCHEMA other", "CREATE ROLE somebody", "PREPARE p AS SELECT 1",
    "ALTER DATABASE postgres SET work_mem = '1MB'", "SET search_path = other", "CREATE TEMPORARY TABLE t (id int)", "BEGIN",
):
    with engine.connect() as connection: connection.execute(text(statement))
""",
        database="postgresql",
    )
    assert (done["status"], done["error"]) == ("done", None)
    assert runtime.run(SERVER, database="postgresql")["output"] == before
    assert runtime.run(STATE)["output"].startswith("[(1,)]\n"), "and SQLite still works"


@pytest.mark.parametrize(
    "statement", ["SELECT count(*) FROM generate_series(1, 1000000000000)", "SELECT pg_sleep(1000)"]
)
def test_a_run_on_postgresql_can_be_stopped(runtime, statement):
    runtime.run(SERVER, database="postgresql")
    source = f"from sqlalchemy import *\nwith create_engine('sqlite://').connect() as c: c.execute(text({statement!r}))"
    assert runtime.run(source, stop_after=1500, database="postgresql")["status"] == "stopped"
    assert runtime.run(SERVER, database="postgresql")["output"].startswith("postgresql\n")


ENGINE = "from sqlalchemy import *\nengine = create_engine('sqlite://')\n"


@pytest.mark.sqlalchemy
@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("with engine.begin() as a, engine.begin() as b:\n    a.scalar(text('SELECT 1'))\n    b.scalar(text('SELECT 1'))",
         "sqlalchemy.exc.OperationalError", "PostgreSQL in the page has one connection"),
        ("from sqlalchemy.ext.asyncio import create_async_engine\ncreate_async_engine('sqlite+aiosqlite://')",
         "psycopg.NotSupportedError", "PostgreSQL in the page has no async engine"),
        ("with engine.begin() as a: a.execute(text('SELECT 1\\nFROM nowhere'))", "sqlalchemy.exc.ProgrammingError",
         '(psycopg.errors.UndefinedTable) relation "nowhere" does not exist\nLINE 2: FROM nowhere\n             ^\n[SQL:'),
        ("with engine.begin() as a: a.execute(text('SELECT 1/0'))", "sqlalchemy.exc.DataError", "(psycopg.errors.DivisionByZero)"),
    ],
)  # fmt: skip
def test_an_error_of_postgresql_in_the_page_says_what_is_wrong(runtime, source, error, words):
    done = runtime.run(ENGINE + source, database="postgresql")
    assert (done["status"], done["error"] and done["error"]["type"]) == ("done", error), done
    assert words in done["error"]["message"]


def test_what_a_script_leaves_open_is_not_among_the_rows(runtime):
    done = runtime.run(
        ENGINE + "c = engine.connect()\nc.execute(text('CREATE TABLE a (id int)'))\nc.commit()\n"
        "c.execute(text('INSERT INTO a VALUES (1)'))",
        database="postgresql",
    )
    assert (done["status"], done["error"]) == ("done", None), done
    assert done["run"]["rows"][-1]["tables"] == {"a": {"columns": ["id"], "rows": []}}


@pytest.mark.sqlalchemy
def test_values_come_back_from_postgresql_as_they_went(runtime):
    done = runtime.run(
        ENGINE
        + """
from datetime import *
from decimal import Decimal
from uuid import UUID
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE, JSONB, Range
values = {
    Integer: 7, BigInteger: 1 << 40, Float: 0.5, Numeric(10, 2): Decimal("1.50"), Boolean: True, String: "a%(b)s'c",
    LargeBinary: b"\\0\\xff", Date: date(2024, 2, 29), Time: time(1, 2, 3), DateTime: datetime(2024, 2, 29, 1, 2, 3, 4),
    DateTime(timezone=True): datetime(2024, 2, 29, 1, 2, 3, tzinfo=timezone.utc), Interval: timedelta(days=40, seconds=3),
    Uuid: UUID(int=5), JSON: {"a": [1, None]}, JSONB: [1, "x"], ARRAY(Integer): [1, None, 3], ARRAY(String): ["a,b", '"'],
    INT4RANGE: Range(1, 5), Enum("x", "y", name="letter"): "y",
}
table = Table("kept", MetaData(), *(Column(f"c{i}", kind) for i, kind in enumerate(values)))
with engine.begin() as connection:
    table.create(connection)
    connection.execute(table.insert(), [dict(zip(table.c.keys(), values.values())), dict.fromkeys(table.c.keys())])
    for column, value in zip(table.c, values.values()):
        got = connection.scalars(select(column)).all()
        if got != [value, None] or type(got[0]) is not type(value): print(column.type, value, got)
    print(connection.scalar(text("SELECT '100%'")), connection.execute(table.update().values(c0=1)).rowcount)
""",
        database="postgresql",
    )
    assert (done["output"], done["error"]) == ("100% 2\n", None)


# What a script must not reach ------------------------------------------------------------------------

ATTEMPTS = {
    "the page's window": "import js",
    "Pyodide itself": "import pyodide_js",
    "JavaScript source": "from pyodide.code import run_js\nrun_js('self.postMessage(1)')",
    "a request by Pyodide": "import asyncio\nfrom pyodide.http import pyfetch\nasyncio.run(pyfetch('/en/'))",
    "a synchronous request": "from pyodide.http import open_url\nopen_url('/en/')",
    "a request by urllib": "import urllib.request\nurllib.request.urlopen({address!r})",
    "a socket": "import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=1)",
    "a package from elsewhere": "import asyncio, micropip\nasyncio.run(micropip.install('pytest'))",
    "another process": "import subprocess\nsubprocess.run(['ls'])",
    "a web page": "import webbrowser\nassert webbrowser.open({address!r})",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_script_reaches_nothing(runtime, address, attempt):
    asked = []
    runtime.run(HELLO)
    until(
        runtime.page,
        "performance.getEntriesByName([...performance.getEntriesByType('resource')].find((e) => e.name.includes('library'))?.name ?? '').length",
    )
    # A blob is no request: the frame starts its workers from them.
    runtime.page.on("request", lambda r: r.url.startswith("blob:") or asked.append(r.url))
    source = ATTEMPTS[attempt].format(address=address, port=address.split(":")[2].split("/")[0])
    done = runtime.run(source)
    assert done["status"] == "done" and done["error"], done
    assert asked == []
    assert runtime.page.url == f"{address}/en/tested/"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_object_of_javascript_is_in_reach(runtime, database):
    done = runtime.run(
        """
import gc, importlib, sys
for name in ("pyodide.code", "pyodide.ffi", "pyodide.http", "pyodide.webloop", "pyodide.console", "asyncio"):
    try:
        importlib.import_module(name)
    except ImportError as error:
        print("no", error.name)
kinds = lambda objects: [type(one).__name__ for one in objects if type(one).__name__ == "JsProxy"]
print(kinds(gc.get_objects()))
print([(name, key) for name, module in sys.modules.items() for key, value in vars(module).items() if type(value).__name__ == "JsProxy"])
print([(key, kind) for one in gc.get_objects() if isinstance(one, dict) for key, value in list(one.items()) for kind in kinds([value])])
""",
        database=database,
    )
    lines = [line for line in done["output"].splitlines() if not line.startswith("no ")]
    assert lines == ["[]"] * 3, done


def test_the_frame_has_an_origin_of_its_own(runtime, address):
    runtime.run(HELLO)
    frame = next(frame for frame in runtime.page.frames if "runtime/" in frame.url)
    assert frame.evaluate("self.origin") == "null"
    for attempt in (
        "parent.document",
        "localStorage.length",
        "document.cookie",
        "indexedDB.open('x').onerror.x",
        "top.location.href",
    ):
        with pytest.raises(Exception, match="SecurityError|Error"):
            frame.evaluate(attempt)
    assert frame.evaluate(f"fetch({address!r}).then(() => 'got', () => 'refused')") == "refused"
    assert (
        frame.evaluate(
            f"import({json.dumps(address + '/assets/site.js')}).then(() => 'got', () => 'refused')"
        )
        == "refused"
    )
    assert "EvalError" in frame.evaluate(  # from a timer: what the debugger itself evaluates is exempt
        "new Promise((tell) => setTimeout(() => { try { tell(eval('1')) } catch (error) { tell(String(error)) } }))"
    )


def test_opened_as_a_page_the_frame_does_nothing(open_page, chromium, address):
    name = browser_runtime.manifest()["files"]["frame"]["file"]
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/assets/runtime/{name}")
    assert ["sandboxed" in error for error in errors] == [True]
    page.close()


# Loading -------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_before_it_is_asked_for(open_page):
    page = open_page("/en/deleting/parent-deleted/", locale="en-US")
    page.wait_for_timeout(500)
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in loaded if "/runtime/" in name]


@pytest.mark.parametrize(("file", "database"), [("snapshot", "sqlite"), ("pglite.*.wasm", "postgresql")])
def test_an_interrupted_download_can_be_tried_again(runtime, file, database):
    broken = []
    runtime.page.route(
        f"**/{file}.*",
        lambda route: (broken.append(1), route.abort())[1] if not broken else route.continue_(),
    )
    reason = runtime.page.evaluate(
        "(database) => runtime.run({ source: '', database }).catch((error) => error.reason)", database
    )
    assert reason == "download"
    assert runtime.run(HELLO, database=database)["output"] == "hello\n"


@pytest.mark.parametrize(("database", "least"), [("sqlite", 5_000_000), ("postgresql", 6_000_000)])
def test_progress_is_told(runtime, database, least):
    seen = runtime.page.evaluate(
        """async (job) => {
            const seen = [];
            await runtime.run(job, { onProgress: (progress) => seen.push(progress) });
            return seen;
        }""",
        {
            "source": "",
            "filename": "x.py",
            "modules": {},
            "lines": None,
            "language": "en",
            "database": database,
            "uid": "x",
        },
    )
    assert seen[-1]["loaded"] == seen[-1]["total"] > least
    assert [step["loaded"] for step in seen] == sorted(step["loaded"] for step in seen)


def test_files_name_their_content(site):
    folder = site / "assets" / "runtime"
    names = {entry["file"] for entry in browser_runtime.manifest()["files"].values()}
    assert {path.name for path in folder.iterdir()} == names


@pytest.mark.parametrize("name", ["wasm", "snapshot"])
def test_a_file_that_is_cut_off_is_loaded_again(runtime, name):
    page, entry, asked = runtime.page, browser_runtime.manifest()["files"][name], []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        else:
            route.fulfill(body=(browser_runtime.FOLDER / entry["file"]).read_bytes()[:-1000])

    page.route(f"**/{entry['file']}", answer)
    with pytest.raises(Error, match="cut off"):
        runtime.run(HELLO)
    assert runtime.run(HELLO)["output"] == "hello\n"
    assert len(asked) == 2


def test_without_a_usable_snapshot_python_starts_from_the_library(runtime):
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=bytes(browser_runtime.manifest()["files"]["snapshot"]["bytes"]))

    runtime.page.route("**/snapshot.*", answer)
    example = examples.find("deleting/default")[0]
    assert difference(example, "sqlite", run_example(runtime, example), example.result) == ""
    assert runtime.run("while True: pass", stop_after=300)["status"] == "stopped"
    assert runtime.run(HELLO)["output"] == "hello\n"
    assert len(asked) == 1, "the runtime started again for each run"


# What PostgreSQL has and SQLite does not ----------------------------------------------------------------

ONLY_POSTGRESQL = """
import json
from sqlalchemy import *
from sqlalchemy.dialects.postgresql import *

def table(*column, **options):
    return lambda connection: Table("t", MetaData(), Column("a", *column, **options)).create(connection)

def sql(statement):
    return lambda connection: connection.execute(text(statement))

attempts = [table(kind) for kind in (ARRAY(Integer), INET, CIDR, MACADDR, MONEY, BIT(3), OID, TSVECTOR, INT4RANGE, TSTZMULTIRANGE)]
attempts += [table(JSON, server_default=text("'{}'::jsonb")), table(Interval, server_default=text("interval '1 day'"))]
attempts += [
    sql(f"SELECT {function}")
    for function in ("gen_random_uuid()", "now()", "date_trunc('day', now())", "array_agg(1)", "jsonb_build_object('a', 1)",
                     "to_tsvector('a')", "string_to_array('a,b', ',')", "pg_backend_pid()", "regexp_replace('a', 'a', 'b')")
]
attempts += [
    sql("SELECT 1 WHERE 'a' ILIKE 'A'"), sql("SELECT '1'::int"), sql("CREATE TYPE mood AS ENUM ('good')"),
    sql("CREATE SCHEMA other"), sql("SELECT DISTINCT ON (x) x FROM (SELECT 1 AS x) AS t"),
    sql("SELECT 1 FROM (SELECT 1 AS x) AS t, LATERAL (SELECT t.x) AS u"),
    lambda c: c.execute(select(literal([1], ARRAY(Integer)).contains([1]))),
    lambda c: c.execute(select(func.string_agg(literal("a"), aggregate_order_by(literal(","), literal("a"))))),
]
engine = create_engine("sqlite://")
for number, attempt in enumerate(attempts):
    with engine.connect() as connection:
        try:
            attempt(connection)
        except Exception as error:
            print(json.dumps([number, str(error)]))
print(len(attempts))
"""  # fmt: skip
NOT_ONLY_POSTGRESQL = [
    "(sqlite3.OperationalError) no such function: my_own",
    "(sqlite3.OperationalError) no such function: date_format",  # of MySQL
    "(sqlite3.OperationalError) no such table: now",
    '(sqlite3.OperationalError) near "SELEC": syntax error',
    '(sqlite3.OperationalError) near "on": syntax error\n[SQL: SELECT on]',
    '(sqlite3.OperationalError) unrecognized token: ":"\n[SQL: SELECT :]',
    "(in table 't', column 'a'): Compiler <sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler object at 0x1> can't render element of type VECTOR",
    "no such function: now",  # somebody's own error
]


def needs_postgresql(page, messages):
    return page.evaluate(
        """async (messages) => {
            const { needsPostgresql } = await import(document.querySelector('script[src*="site.js"]').src.replace("site.js", "run/needs-postgresql.js"));
            return messages.map((message) => needsPostgresql({ type: "", message }));
        }""",
        messages,
    )


def test_what_sqlite_lacks_and_postgresql_has_is_known(runtime):
    *lines, count = runtime.run(ONLY_POSTGRESQL)["output"].splitlines()
    failed = [json.loads(line) for line in lines]
    assert len(failed) == int(count), "SQLite has one of them"
    known = needs_postgresql(runtime.page, [message for _, message in failed])
    assert [message for (_, message), is_known in zip(failed, known, strict=True) if not is_known] == []
    assert runtime.run(ONLY_POSTGRESQL, database="postgresql")["output"] == f"{count}\n"
    assert not any(needs_postgresql(runtime.page, NOT_ONLY_POSTGRESQL))


REFUSED = {
    "COPY (SELECT 1) TO PROGRAM 'ls'": "cannot start a program",
    "COPY t FROM PROGRAM 'ls'": "cannot start a program",
    "COPY t FROM '/etc/passwd'": "No such file or directory",
    "COPY t FROM STDIN": "use copy() instead",
    "COPY t TO STDOUT": "use copy() instead",
}
MADE = f"{ENGINE}with engine.begin() as a: a.execute(text('CREATE TABLE t (a text)'))\n"


def test_a_statement_that_the_server_refuses_is_an_error_of_the_script(runtime):
    loop = f"""
for statement in {list(REFUSED)!r}:
    try:
        with engine.begin() as a: a.execute(text(statement))
    except exc.DBAPIError as error:
        print(str(error).splitlines()[0])
with engine.begin() as a: a.execute(text("{list(REFUSED)[0]}"))
"""
    done = runtime.run(MADE + loop, database="postgresql")
    assert (done["status"], done["error"]["type"], done["error"]["line"]) == (
        "done", "sqlalchemy.exc.NotSupportedError", 10,
    ), done  # fmt: skip
    for said, words in zip(done["output"].splitlines(), REFUSED.values(), strict=False):
        assert words in said
    assert done["output"].count("\n") >= len(REFUSED)
    assert list(done["run"]["rows"][-1]["tables"]) == ["t"]


def test_a_statement_that_ends_the_server_is_an_error_of_the_script(runtime):
    crash = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT f()'; SELECT f()"
    done = runtime.run(f'{MADE}with engine.begin() as a: a.execute(text("{crash}"))', database="postgresql")
    assert done["status"] == "done" and "this statement brought it down" in done["error"]["message"], done
    assert done["error"]["line"] == 4 and list(done["run"]["rows"][-1]["tables"]) == ["t"]
    again = runtime.run(
        ENGINE + "with engine.begin() as a: print(a.scalar(text('SELECT 1')))", database="postgresql"
    )
    assert again["output"] == "1\n"
