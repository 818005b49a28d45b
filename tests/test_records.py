"""What is recorded: its shape, what is kept of older SQLAlchemys, and who made it."""

import copy
import json
import re
import shutil
import subprocess
import sys

import pytest

from livedocs import EXAMPLES, ROOT, Diagnostic
from livedocs.content import examples, provenance
from livedocs.content.result import Mismatch, digests, is_whole, validate
from livedocs.execution.compare import difference
from livedocs.execution.executor import Executor
from livedocs.execution.record import record
from livedocs.execution.result_file import write
from livedocs.execution.runner import Runner
from livedocs.render.references import older_runs_of
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION, OLDER_VERSIONS, VERSIONS

pytestmark = pytest.mark.sqlalchemy

OLDER = OLDER_VERSIONS[0]
SCRIPT = '# databases: sqlite\nprint("a")\nprint("b")\n'
DECLARED = {"tables": [], "mappers": []}


@pytest.fixture
def example(tmp_path):
    path = tmp_path / "topic/name.py"
    path.parent.mkdir()
    path.write_text(SCRIPT, "utf-8")
    return examples.load(path)


def run_of(example, printed="a\n", sql="SELECT 1", **others):
    """A run that printed something and emitted a statement."""
    log = [
        {"kind": "print", "line": 2, "text": printed},
        {"kind": "statement", "line": 3, "sql": [sql], "parameters": ""},
    ]
    rows = [{"line": None, "tables": {"project": {"columns": ["id", "title"], "rows": [[1, "x"]]}}}]
    return {"script": example.digest, "log": log, "warnings": [], "rows": rows, **others}


def written(example):
    return json.loads(example.result_path.read_text("utf-8"))["runs"]


# The shape ----------------------------------------------------------------------------------------


RESULT = json.loads((EXAMPLES / "deleting/default.result.json").read_text("utf-8"))
RUN = f"runs.{MAIN_VERSION}.sqlite"


def changed(*place, value):
    """`RESULT` with another `value` at a place: keys and numbers."""
    result = copy.deepcopy(RESULT)
    target = result
    for key in place[:-1]:
        target = target[key]
    if value is None:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return result


MAIN = ("runs", MAIN_VERSION, "sqlite")
WRONG = [
    (changed("tables", value=None), "the file: expected the key 'tables', found only mappers, runs"),
    (changed("tables", value={}), "tables: expected a list, found an object of 0"),
    (
        changed("tables", 1, "columns", 0, "nullable", value=1),
        "tables[1].columns[0].nullable: expected true or false, found 1",
    ),
    (
        changed("mappers", 0, "relationships", 0, "collection", value="no"),
        'mappers[0].relationships[0].collection: expected true or false, found "no"',
    ),
    (changed("mappers", 0, "table", value=1), "mappers[0].table: expected a string or null, found 1"),
    (
        changed("mappers", 0, "klass", value="X"),
        "mappers[0]: expected no keys but class, table, relationships",
    ),
    (changed(*MAIN, value=[]), f"{RUN}: expected an object, found a list of 0"),
    (changed(*MAIN, "rows", value=None), f"{RUN}: expected the key 'rows', found only script, log, warnings"),
    (
        changed(*MAIN, "log", 2, "line", value=True),
        f"{RUN}.log[2].line: expected an integer or null, found true",
    ),
    (changed(*MAIN, "log", 2, "sql", 0, value=5), f"{RUN}.log[2].sql[0]: expected a string, found 5"),
    (
        changed(*MAIN, "log", 2, "line", value=9999),
        f"{RUN}.log[2].line: expected a line of the script, 1 to 48, found 9999",
    ),
    (
        changed(*MAIN, "rows", 1, "tables", "project", "rows", 0, value=[1, "x"]),
        f"{RUN}.rows[1].tables.project.rows[0]: expected 3 cells, found 2",
    ),
    (
        changed(*MAIN, "rows", 1, "tables", "project", "rows", 0, 0, value=[]),
        f"{RUN}.rows[1].tables.project.rows[0][0]: expected a string or an integer or a number or true or false "
        "or null, found a list of 0",
    ),
    (
        changed(*MAIN, "exception", value={"type": "X", "message": "", "line": 0}),
        f"{RUN}.exception.line: expected a line of the script, 1 to 48, found 0",
    ),
    (
        changed("runs", OLDER, "sqlite", "shown", value=None),
        f"runs.{OLDER}.sqlite: expected the key 'shown', found only script, run",
    ),
]


def test_a_recorded_result_is_valid():
    example, _ = examples.find("deleting/default")
    assert validate(RESULT, example.digest, len(example.file_lines)) is RESULT


@pytest.mark.parametrize(("result", "message"), WRONG, ids=[message.split(":")[0] for _, message in WRONG])
def test_a_wrong_value_is_named_with_its_place(result, message):
    example, _ = examples.find("deleting/default")
    with pytest.raises(Mismatch, match=re.escape(message)):
        validate(result, example.digest, len(example.file_lines))


def test_a_result_that_is_not_valid_names_its_file(example):
    example.result_path.write_text(json.dumps(changed("tables", value={})), "utf-8")
    with pytest.raises(
        Diagnostic, match=r"name.result.json:1: .*: tables: expected a list, .* Run `make record ONLY="
    ):
        _ = example.result
    example.result_path.write_text('{"tables": [],\n}', "utf-8")
    with pytest.raises(Diagnostic, match=r"name.result.json:2: this is not a valid recorded result"):
        _ = example.result


def test_a_result_can_be_given_and_read_again(example):
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    example.result = {**DECLARED, "runs": {MAIN_VERSION: {"sqlite": run_of(example, "given\n")}}}
    assert example.run("sqlite")["log"][0]["text"] == "given\n"
    example.forget_result()
    assert example.run("sqlite")["log"][0]["text"] == "a\n"


# What is kept of older versions -----------------------------------------------------------------------


def test_an_older_run_that_shows_the_same_is_kept_as_digests(example):
    main = run_of(example, "see https://sqlalche.me/e/21/abcd\n")
    older = run_of(example, "see https://sqlalche.me/e/20/abcd\n", sql="SELECT 1 AS one")
    write(example, {"sqlite": main}, DECLARED, MAIN_VERSION)
    write(example, {"sqlite": older}, DECLARED, OLDER)
    assert written(example)[OLDER]["sqlite"] == digests(older)
    assert written(example)[MAIN_VERSION]["sqlite"] == main
    assert example.older_run("sqlite", OLDER) is None and older_runs_of(example, ["sqlite"])[OLDER] == {}
    with pytest.raises(Diagnostic, match="only digests are recorded"):
        example.run("sqlite", OLDER)


@pytest.mark.parametrize(
    "other",
    [
        {"printed": "b\n"},
        {"rows": []},
        {"warnings": [{"category": "W", "message": "", "line": 2}]},
        {"exception": {"type": "E", "message": "", "line": 2}},
    ],
    ids=str,
)
def test_an_older_run_that_shows_something_else_is_kept_whole(example, other):
    older = run_of(example, **other)
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    write(example, {"sqlite": older}, DECLARED, OLDER)
    assert written(example)[OLDER]["sqlite"] == older == example.older_run("sqlite", OLDER)
    assert older_runs_of(example, ["sqlite"])[OLDER] == {"sqlite": older}


def test_any_change_of_an_older_run_is_noticed(example):
    older = run_of(example, sql="SELECT 2")
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    write(example, {"sqlite": older}, DECLARED, OLDER)
    assert difference(example, "sqlite", older, DECLARED, OLDER) == ""
    diff = difference(example, "sqlite", run_of(example, sql="SELECT 3"), DECLARED, OLDER)
    assert f"with SQLAlchemy {MAIN_VERSION}: of {OLDER} there are only digests" in diff
    assert '\n-  {"kind": "statement", "line": 3, "sql": ["SELECT 1"]' in diff and "SELECT 3" in diff
    assert "now does just what" in difference(example, "sqlite", run_of(example), DECLARED, OLDER)
    table = {"name": "x", "columns": []}
    assert "+" in difference(example, "sqlite", older, {"tables": [table], "mappers": []}, OLDER)


def test_a_changed_main_run_makes_the_older_ones_out_of_date(example):
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    write(example, {"sqlite": run_of(example)}, DECLARED, OLDER)
    write(example, {"sqlite": run_of(example, sql="SELECT 2")}, DECLARED, MAIN_VERSION)
    assert example.older_run("sqlite", OLDER) is None, "a page shows what it did"
    write(example, {"sqlite": run_of(example, "b\n")}, DECLARED, MAIN_VERSION)
    message = (
        f"has changed since SQLAlchemy {OLDER} gave the same. Run `make record ONLY=.* SQLALCHEMY={OLDER}`"
    )
    with pytest.raises(Diagnostic, match=message):
        example.older_run("sqlite", OLDER)


def test_an_older_run_is_whole_until_the_main_one_shows_the_same(example):
    write(example, {"sqlite": run_of(example)}, DECLARED, OLDER)
    assert is_whole(example.recorded("sqlite", OLDER))
    with pytest.raises(
        Diagnostic, match=f"no result with SQLAlchemy {MAIN_VERSION} is recorded. Run `make record"
    ):
        example.run("sqlite")
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    assert written(example)[OLDER]["sqlite"] == digests(run_of(example))


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    """A copy of the sources in which a version was added that nothing is recorded with."""
    copy = tmp_path_factory.mktemp("rolled")
    for name in ("livedocs", "theme", "examples", "docs/en/deleting", "docs/ko/deleting"):
        shutil.copytree(ROOT / name, copy / name)
    path = copy / "livedocs/versions.py"
    text = path.read_text("utf-8")
    versions = re.search(r"^VERSIONS = \((.*)\)", text, re.MULTILINE)[1]
    path.write_text(text.replace(versions, f'"9.9", {versions}'), "utf-8")
    return copy


ALL_DIAGNOSTICS = """
from pathlib import Path
from livedocs.render.expand import expand
for path in sorted(Path("docs").rglob("*.md")):
    for problem in expand(path.read_text("utf-8"), path.resolve(), path.parts[1]).problems:
        print(problem)
"""


def test_a_version_without_records_is_never_another_one(rolled):
    done = subprocess.run([sys.executable, "-c", ALL_DIAGNOSTICS], cwd=rolled, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = sorted(set(done.stdout.splitlines()))
    scripts = [line for line in found if "examples/" in line.split(":")[0]]
    matrices = [line for line in found if line not in scripts]
    for line in scripts:
        script = line.split(":")[0]
        assert line == (
            f"{script}:1: no result with SQLAlchemy 9.9 is recorded. Run `make record ONLY={script}`"
        )
    assert len(scripts) > 20 and len({line.split(":")[0] for line in scripts}) == len(scripts)
    assert matrices and all(
        "has no results with SQLAlchemy 9.9. Run `make matrix`" in line for line in matrices
    )


def test_every_example_is_recorded_with_every_version():
    for example in examples.all_examples():
        for database in example.databases:
            assert is_whole(example.recorded(database, MAIN_VERSION))
            for version in OLDER_VERSIONS:
                example.older_run(database, version)


# Who made it ----------------------------------------------------------------------------------------------


MADE = {"sqlalchemy": "0.1", "python": "3", "server": "1", "drivers": {}}


class Executed:
    """An executor with other versions than the installed ones."""

    def __init__(self, executor, monkeypatch):
        self.made = MADE
        monkeypatch.setattr(executor, "provenance", lambda database: self.made)


@pytest.fixture(scope="module")
def executor():
    with Executor(("sqlite",)) as executor, Runner() as second:
        executor.second = second
        yield executor


@pytest.fixture
def made(executor, monkeypatch):
    return Executed(executor, monkeypatch)


def recorded_by(executor, example, complete=False):
    assert record([example], executor, executor.second, print, complete) == []
    return written(example)[INSTALLED_VERSION]["sqlite"].get("provenance")


def test_the_executor_names_its_versions():
    with Executor() as executor:
        for database in executor.databases:
            found = executor.provenance(database)
            assert re.fullmatch(rf"{re.escape(INSTALLED_VERSION)}\.\w+", found["sqlalchemy"])
            assert found["python"] == sys.version.split()[0]
            assert re.match(r"\d+\.\d+", found["server"]) and all(map(str.strip, found["drivers"].values()))


def test_each_record_says_who_made_it():
    for version in VERSIONS:
        for example in examples.all_examples():
            for database in example.databases:
                made = provenance.of_run(example, database, version)
                assert made["sqlalchemy"].startswith(f"{version}.") and made["server"]


def test_recording_every_example_notes_who_made_them_all(executor, example, made):
    assert recorded_by(executor, example, complete=True) is None
    assert provenance.read(example.root) == {INSTALLED_VERSION: {"sqlite": MADE}}
    assert provenance.of_run(example, "sqlite", INSTALLED_VERSION) == MADE
    made.made = {**MADE, "server": "2"}
    assert recorded_by(executor, example) is None, "it repeats what was recorded"
    assert provenance.of_run(example, "sqlite", INSTALLED_VERSION) == MADE
    example.path.write_text(SCRIPT.replace('"b"', '"c"'), "utf-8")
    newer = examples.load(example.path)
    assert recorded_by(executor, newer) == made.made == provenance.of_run(newer, "sqlite", INSTALLED_VERSION)
    assert recorded_by(executor, newer) == made.made, "again, by the same"
    assert recorded_by(executor, newer, complete=True) is None
    assert provenance.read(example.root) == {INSTALLED_VERSION: {"sqlite": made.made}}


def test_nobody_is_noted_for_all_where_one_failed(executor, example, made):
    failing = example.path.with_name("failing.py")
    failing.write_text("# databases: sqlite\n1 / 0\n", "utf-8")
    found = record([example, examples.load(failing)], executor, executor.second, print, True)
    assert len(found) == 1 and provenance.read(example.root) == {INSTALLED_VERSION: {}}
    assert written(example)[INSTALLED_VERSION]["sqlite"]["provenance"] == MADE


def test_who_made_a_run_does_not_make_it_different(executor, example, made):
    assert recorded_by(executor, example) == MADE
    assert difference(example, "sqlite", *executor.run(example, "sqlite")) == ""


def test_notes_of_another_shape(example):
    path = example.root / provenance.NAME
    path.write_text('{"2.1": {"sqlite": {}}}', "utf-8")
    with pytest.raises(Diagnostic, match=r"provenance.json:1: .*: 2.1.sqlite: expected the key 'drivers'"):
        provenance.read(example.root)
    path.write_text("{", "utf-8")
    with pytest.raises(Diagnostic, match=r"provenance.json:1: this is not valid JSON"):
        provenance.read(example.root)
    path.unlink()
    write(example, {"sqlite": run_of(example)}, DECLARED, MAIN_VERSION)
    with pytest.raises(Diagnostic, match=r"does not say who made the records with SQLAlchemy"):
        provenance.of_run(example, "sqlite")
