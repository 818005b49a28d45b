"""Scripts with modules beside them, columns that vary, and tables of databases: recorded in a folder of their own."""

import pytest

from livedocs import Diagnostic
from livedocs.check import site
from livedocs.content import examples
from livedocs.execution.compare import difference
from livedocs.execution.executor import Executor
from livedocs.execution.record import record
from livedocs.execution.result_file import write
from livedocs.execution.runner import Runner
from livedocs.render import highlight, html
from livedocs.render.expand import expand
from livedocs.render.results import compared_values, views
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION, OLDER_VERSIONS, VERSIONS

pytestmark = pytest.mark.sqlalchemy

SCRIPT = """\
from library.author import Author

from sqlalchemy import create_engine

engine = create_engine("sqlite://")
Author.metadata.create_all(engine)
print("tables:", *Author.metadata.tables)
"""
MODULES = {
    "__init__": "",
    "base": "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n",
    "author": """\
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from library.base import Base

if TYPE_CHECKING:
    import nothing_like_it


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
""",
}


@pytest.fixture(scope="module")
def laboratory():
    with Executor(("sqlite",)) as laboratory, Runner() as second:
        laboratory.second = second
        yield laboratory


@pytest.fixture
def load(tmp_path):
    """Writes a script, and modules beside it; returns the example."""

    def load(text, modules=None):
        (tmp_path / "topic").mkdir(exist_ok=True)
        for name, module in (modules or {}).items():
            path = tmp_path / "topic/library" / f"{name}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(module, "utf-8")
        path = tmp_path / "topic/script.py"
        path.write_text(text, "utf-8")
        return examples.load(path)

    return load


def recorded(example, laboratory):
    said = []
    assert record([example], laboratory, laboratory.second, said.append) == []
    return example


def lines_never_run(example, laboratory):
    _, declared = laboratory.run(example, "sqlite")
    return [str(problem) for problem in examples.lines_that_never_ran(example, [declared["lines"]])]


def test_a_module_belongs_to_its_script(load, laboratory):
    example = load(f"# databases: sqlite\n{SCRIPT}", MODULES)
    assert list(example.modules) == ["library/__init__.py", "library/author.py", "library/base.py"]
    assert lines_never_run(example, laboratory) == []
    recorded(example, laboratory)
    assert example.run("sqlite", INSTALLED_VERSION)["log"][-1]["text"] == "tables: author\n"
    load(SCRIPT, {"base": MODULES["base"] + "\n"})
    with pytest.raises(Diagnostic, match="the script has changed since"):
        examples.load(example.path).run("sqlite", INSTALLED_VERSION)


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("author", "def never():\n    return 1\n", r"library/author.py:15: this line never ran: 'return 1'"),
        ("unused", "x = 1\n", r"library/unused.py:1: this line never ran: 'x = 1'"),
    ],
)
def test_a_line_of_a_module_that_never_ran(load, laboratory, name, line, message):
    example = load(SCRIPT, {**MODULES, name: f"{MODULES.get(name, '')}{line}"})
    (found,) = lines_never_run(example, laboratory)
    assert message in found


def test_a_module_that_swallows_an_error(load):
    module = "try:\n    x = 1\nexcept ValueError:\n    pass\n"
    with pytest.raises(Diagnostic, match=r"base.py:3: the script swallows an error here"):
        load(SCRIPT, {**MODULES, "base": module})


def test_an_error_names_no_path_of_the_machine(load, laboratory, monkeypatch, tmp_path):
    monkeypatch.setattr("livedocs.execution.executor.ROOT", tmp_path)
    example = load("# raises: ImportError\nfrom library import nothing\n", {"__init__": ""})
    run, _ = laboratory.run(example, "sqlite")
    message = "cannot import name 'nothing' from 'library' (topic/library/__init__.py)"
    assert run["exception"]["message"] == message


def test_a_page_shows_modules(load, tmp_path):
    example = load(SCRIPT, MODULES)

    def shown(reference):
        return expand(reference, tmp_path / "page.md", "en", tmp_path)

    page = shown("::: code topic/script library/author.py")
    assert not page.problems and 'class Author(Base):\n    __tablename__ = "author"' in page.text
    assert "[Download](/examples/topic/library/author.py)" in page.text
    assert page.named == {example.path, example.modules["library/author.py"]}
    for reference, message in {
        "::: example topic/script library/author.py": "is a module: show it with `::: code topic/script library/author.py`",
        "::: code topic/script library/autor.py": "it has library/__init__.py, library/author.py",
    }.items():
        (problem,) = shown(reference).problems
        assert message in str(problem)
    (orphan,) = site.orphans(page.named, tmp_path)
    assert "base.py:1: no page shows this module. Write `::: code topic/<script> library/base.py`" in str(
        orphan
    )


VARIES = """\
# databases: sqlite
# varies: created_at
from sqlalchemy import create_engine

engine = create_engine("sqlite://")
with engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE visit (id INTEGER, created_at TEXT)")
    connection.exec_driver_sql("INSERT INTO visit VALUES (1, strftime('%Y-%m-%d %H:%M:%f')), (2, NULL)")
"""


def test_columns_that_vary(load, laboratory):
    example = recorded(load(VARIES), laboratory)
    assert example.run("sqlite", INSTALLED_VERSION)["rows"][-1]["tables"]["visit"]["rows"] == [
        [1, "####-##-## ##:##:##.###"],
        [2, None],
    ]
    without = load(VARIES.replace("# varies: created_at\n", ""))
    (problem,) = record([without], laboratory, laboratory.second, print)
    assert "two runs differ" in str(problem)


COMPARED = """\
# databases: sqlite, mariadb
print("a key: accepted")
print("a <view>: refused: no such table")
"""


def with_runs(example, **printed):
    """The example with a recorded result, given what each database printed; ``sqlite_2_0`` with SQLAlchemy 2.0."""
    runs = {}
    for key, text in printed.items():
        database, _, version = key.partition("_")
        log = [{"kind": "print", "line": 2, "text": text}]
        run = {"script": example.digest, "log": log, "warnings": [], "rows": []}
        runs.setdefault(version.replace("_", ".") or MAIN_VERSION, {})[database] = run
    example.result = {"tables": [], "mappers": [], "runs": runs}
    return example


def test_a_table_of_databases(load):
    example = with_runs(load(COMPARED), sqlite="a: x\nb: <y>: z\n", mariadb="a: x\nb: other\n")
    runs = {d: example.run(d) for d in example.databases}
    shown = html.comparison(compared_values(example, runs), tuple(runs))
    assert '<th scope="col">SQLite</th><th scope="col">MariaDB</th>' in shown
    assert '<tr><th scope="row">b</th><td>&lt;y&gt;: z</td><td>other</td></tr>' in shown


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("a: x\nb\n", "each line it prints must be `name: value`; on mariadb one is not"),
        ("b: x\n", "it must print the same names on each database"),
        ("", "each line it prints must be"),
    ],
)
def test_what_cannot_be_compared(load, printed, message):
    example = with_runs(load(COMPARED), sqlite="a: x\n", mariadb=printed)
    runs = {d: example.run(d) for d in example.databases}
    with pytest.raises(ValueError, match=message):
        compared_values(example, runs)


def test_what_the_older_sqlalchemy_prints_is_shown_where_it_differs(load):
    link = "see https://sqlalche.me/e/{}/abcd\n"
    example = with_runs(
        load(COMPARED),
        sqlite=link.format(21),
        mariadb="new\n",
        sqlite_2_0=link.format(20),
        mariadb_2_0="old\n",
    )
    runs = {d: example.run(d) for d in example.databases}
    older = {v: {d: example.run(d, v) for d in example.databases} for v in OLDER_VERSIONS}
    shown = html.panel(views(example, runs, older), tuple(runs), "en", "r", highlight.block)
    assert shown.count("With SQLAlchemy 2.0, this is different:") == 1
    assert 'data-databases="mariadb"' in shown.split("With SQLAlchemy 2.0")[0].rsplit("<div", 1)[1]
    assert "old" in shown.split("With SQLAlchemy 2.0")[1]
    assert "e/20" not in shown


def test_the_diagrams_are_of_what_the_newer_sqlalchemy_declares(load, laboratory):
    example = recorded(load(f"# databases: sqlite\n{SCRIPT}", MODULES), laboratory)
    fresh, declared = laboratory.run(example, "sqlite")
    other = {**declared, "tables": [], "mappers": []}
    tables = example.result["tables"]
    for version in VERSIONS:
        write(example, {"sqlite": fresh}, declared, version)
        assert difference(example, "sqlite", fresh, other, version)
    error = {"type": "ArgumentError", "message": "a mapping that the older one refuses", "line": 1}
    refused = {**fresh, "exception": error}
    write(example, {"sqlite": refused}, other, OLDER_VERSIONS[0])
    assert difference(example, "sqlite", refused, other, OLDER_VERSIONS[0]) == ""
    write(example, {"sqlite": fresh}, other, OLDER_VERSIONS[0])
    assert examples.load(example.path).result["tables"] == tables
    write(example, {"sqlite": fresh}, other, MAIN_VERSION)
    assert examples.load(example.path).result["tables"] == []
