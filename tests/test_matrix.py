"""The matrices: what is recorded is complete, the rules predict all of it, and fresh runs give the same."""

import json
import os
import random
import re

import pytest

from livedocs import Diagnostic, relative
from livedocs.databases import SETUPS
from livedocs.execution.servers import Unavailable
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.matrix import MATRICES, minimize, render, store
from livedocs.matrix.model import statement_names, title
from livedocs.render.expand import expand
from livedocs.versions import INSTALLED_VERSION, VERSIONS

pytestmark = pytest.mark.sqlalchemy

SAMPLE = 500  # cells of each matrix on each database, in each test run; all of them with MATRIX=all


@pytest.fixture(scope="module", params=MATRICES)
def matrix(request):
    return MATRICES[request.param]


@pytest.fixture(scope="module")
def recorded(matrix):
    return store.unpack(store.read(matrix))


def test_the_whole_product_is_recorded(matrix, recorded):
    assert recorded.keys() == {(version, database) for version in VERSIONS for database in SETUPS}
    for outcomes in recorded.values():
        assert len(outcomes) == len(matrix.cells())


def test_what_is_recorded_stays_the_same_when_it_is_written(matrix, recorded, tmp_path, monkeypatch):
    data, text = store.read(matrix), store.path(matrix).read_text("utf-8")
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    store.write(matrix, recorded, data["provenance"])
    assert store.path(matrix).read_text("utf-8") == text


def test_the_rule_predicts_every_cell(matrix, recorded):
    wrong = []
    for (version, database), outcomes in recorded.items():
        for cell, seen in zip(matrix.cells(), outcomes, strict=True):
            predicted = matrix.rule(cell, database)
            if predicted != (matrix.outcome(seen), statement_names(seen)):
                wrong.append(f"{version} {database} {cell}: {predicted}, but {seen}")
    assert not wrong, f"{len(wrong)}, such as\n" + "\n".join(wrong[:5])


def test_each_setting_matters_to_the_rule_or_is_said_to_change_nothing(matrix):
    """A setting matters where another value of it changes what is predicted."""
    cells = matrix.cells()
    matters = {
        name
        for name, values in matrix.settings.items()
        if any(
            matrix.rule(cell, database) != matrix.rule({**cell, name: value}, database)
            for cell in cells
            for database in SETUPS
            for value in values
            if matrix.impossible({**cell, name: value}) is None
        )
    }
    assert set(matrix.settings) - matters == set(matrix.without_effect)


def test_a_failure_says_the_same_in_every_process(matrix):
    """No address of an object, no name of a scratch database."""
    text = store.path(matrix).read_text("utf-8")
    assert not re.search(r"0x[0-9a-f]|livedocs_", text)


def declarations(matrix):
    """The setting that says how the relationships are declared, or None."""
    return next((name for name, ways in matrix.settings.items() if "back_populates" in ways), None)


@pytest.mark.parametrize(
    "matrix",
    [
        name
        for name, m in MATRICES.items()
        if any("backref" in way for way in m.settings.get(declarations(m), ()))
    ],
    indirect=True,
)
def test_backref_and_back_populates_never_differ(matrix, recorded):
    declared = declarations(matrix)
    backrefs = [way for way in matrix.settings[declared] if "backref" in way]
    pairs = 0
    for outcomes in recorded.values():
        seen = {}
        for cell, outcome in zip(matrix.cells(), outcomes, strict=True):
            rest = tuple(value for name, value in cell.items() if name != declared)
            seen.setdefault(rest, {})[cell[declared]] = outcome
        for ways in seen.values():
            for way in backrefs:
                if way in ways and "back_populates" in ways:
                    assert ways[way] == ways["back_populates"]
                    pairs += 1
    cells = sum(cell[declared] == "back_populates" for cell in matrix.cells())
    assert pairs == len(backrefs) * cells * len(recorded)


@pytest.mark.parametrize(
    ("name", "settings", "database", "expected"),
    [
        # A flush updates before it inserts, and deletes last.
        (
            "one-to-one",
            "default yes yes nothing parent.child = Child()",
            "postgresql",
            ["old child set to NULL by the session, new child added", [[1, "old", None], [2, "new", 1]]],
        ),
        (
            "one-to-one",
            "all, delete-orphan yes yes nothing parent.child = Child()",
            "postgresql",
            ["refused", [[1, "old", 1]]],
        ),
        (
            "one-to-one",
            "all, delete-orphan no yes nothing parent.child = Child()",
            "mariadb",
            ["old child deleted by the session, new child added", [[2, "new", 1]]],
        ),
        # An orphan is noticed only if the session knows the parent that it leaves.
        (
            "taking-away",
            "back_populates all, delete-orphan yes nothing child.parent = None",
            "sqlite",
            ["set to NULL by the session", [[1, None], [2, 1]]],
        ),
        (
            "taking-away",
            "back_populates all, delete-orphan yes parent child.parent = None",
            "sqlite",
            ["deleted by the session", [[2, 1]]],
        ),
        (
            "taking-away",
            "Parent only default yes parent.children append to other, then remove",
            "mariadb",
            ["moved", [[1, 2], [2, 1]]],
        ),
        (
            "many-to-many",
            "tag other side only default False none reverse collection session.delete()",
            "sqlite_off",
            ["association rows left pointing at nothing", [[1, 1], [2, 1], [2, 2]]],
        ),
        (
            "many-to-many",
            "article deleted side only all, delete False CASCADE nothing session.delete()",
            "mariadb",
            ["association rows deleted by both session and database, linked objects too", []],
        ),
        (
            "child-deleted",
            "back_populates all default yes yes nothing session.delete()",
            "postgresql",
            ["parent deleted by the session, sibling set to NULL", [[2, None]]],
        ),
        (
            "key-changed",
            "Child only primary key False none yes nothing",
            "sqlite_off",
            ["left pointing at nothing", [[1, "old"], [2, "old"]]],
        ),
        (
            "key-changed",
            "Child only primary key False none yes child.parent",
            "sqlite_off",
            ["follow, by the session", [[1, "new"], [2, "new"]]],
        ),
    ],
)
def test_some_cells_one_by_one(name, settings, database, expected):
    """Written by hand, so that the names and the rows are held against something else than the rule."""
    matrix = MATRICES[name]
    number = [" ".join(cell.values()) for cell in matrix.cells()].index(settings)
    table = "article_tag" if name == "many-to-many" else "child"
    for (_, on), outcomes in store.unpack(store.read(matrix)).items():
        if on == database:
            assert [matrix.outcome(outcomes[number]), outcomes[number]["rows"][table]] == expected


merged = pytest.mark.parametrize("matrix", [name for name, m in MATRICES.items() if m.across], indirect=True)


@merged
def test_an_entry_of_its_table_is_the_outcome_of_every_cell_it_stands_for(matrix, recorded):
    """Each cell is in one row and one column, and nothing is said of cells that cannot be."""
    _, columns, rows = minimize.table(matrix)
    assert len(rows) <= 20
    wrong, silent = [], {(i, j) for i in range(len(rows)) for j in range(len(columns))}

    def standing_for(cell, sides):
        return [i for i, side in enumerate(sides) if all(cell[name] in side[name] for name in side)]

    for (version, database), outcomes in recorded.items():
        for cell, seen in zip(matrix.cells(), outcomes, strict=True):
            of = {**cell, "database": database}
            places = [
                (i, j)
                for i in standing_for(of, [side for side, _ in rows])
                for j in standing_for(of, columns)
            ]
            silent -= set(places)
            if [rows[i][1][j] for i, j in places] != [matrix.outcome(seen)]:
                wrong.append(f"{version} {of}: {matrix.outcome(seen)}, but {[rows[i] for i, _ in places]}")
    assert not wrong, f"{len(wrong)}, such as\n" + "\n".join(wrong[:5])
    assert all(rows[i][1][j] is None for i, j in silent)


@merged
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_table_has_different_words_for_different_things(matrix, language):
    settings, columns, rows = minimize.table(matrix)
    head, _, *lines = (line[2:-2].split(" | ") for line in render.merged_table(matrix, language).split("\n"))
    assert len(set(head)) == len(head) == 1 + len(columns)
    assert len({line[0] for line in lines}) == len(lines) == len(rows)
    things = {}
    for (_, outcomes), (_, *texts) in zip(rows, lines, strict=True):
        for outcome, text in zip(outcomes, texts, strict=True):
            things.setdefault(text, set()).add(outcome)
    for name, values in (
        (name, values) for side in (*columns, *(side for side, _ in rows)) for name, values in side.items()
    ):
        for text in render.named({name: values}, settings, catalogue(language)["matrices"]):
            things.setdefault((name, text), set()).add(tuple(values))
    assert all(len(found) == 1 for found in things.values()), things


def test_tables_and_counts_on_a_page(tmp_path):
    text = "::: matrix-table taking-away\n\n::: matrix-counts taking-away\n\n::: matrix-table one-to-many"
    expansion = expand(text, tmp_path / "page.md", "en")
    assert "| `child.parent_id = None` | becomes `NULL` | refused | becomes `NULL` | refused |" in (
        expansion.text
    )
    assert " 594 combinations" in expansion.text and " 2376 cells. " in expansion.text
    (problem,) = expansion.problems
    assert "no matrix 'one-to-many' for `::: matrix-table`; there are taking-away" in str(problem)


@pytest.mark.parametrize("database", SETUPS)
def test_fresh_runs_give_what_is_recorded(matrix, recorded, database):
    cells = matrix.cells()
    seed = os.environ.get("MATRIX_SEED") or str(random.randrange(10**6))
    whole = os.environ.get("MATRIX") == "all" or len(cells) <= SAMPLE
    chosen = range(len(cells)) if whole else random.Random(seed).sample(range(len(cells)), SAMPLE)
    try:
        with store.cell_runner(database) as runner:
            fresh = {number: runner.run(matrix, cells[number]) for number in chosen}
    except Unavailable as error:
        if os.environ.get("CI"):
            pytest.fail(f"{error}. (CI is set: a missing server is a failure.)")
        pytest.skip(str(error))
    message = difference(matrix, database, recorded[INSTALLED_VERSION, database], fresh)
    assert not message, f"{message}\n(MATRIX_SEED={seed})"


def difference(matrix, database, recorded, fresh):
    """A message on the cells whose `fresh` outcomes, {number: outcome}, are not the recorded ones; or ""."""
    cells = matrix.cells()
    different = [
        f"{cells[number]}\n  recorded {recorded[number]}\n  fresh    {outcome}"
        for number, outcome in fresh.items()
        if json.dumps(outcome) != json.dumps(recorded[number])
    ]
    if not different:
        return ""
    where = (
        f"{relative(store.path(matrix))}: {len(different)} of {len(fresh)} cells on {title(database)} differ"
    )
    return "\n".join([f"{where}, such as", *different[:3]])


def test_a_forged_cell_is_named_with_its_file_and_settings(matrix, recorded):
    outcomes = recorded[INSTALLED_VERSION, "sqlite"]
    fresh = dict(enumerate(outcomes[:3]))
    assert difference(matrix, "sqlite", outcomes, fresh) == ""
    forged = [outcomes[0], "forged", *outcomes[2:]]
    message = difference(matrix, "sqlite", forged, fresh)
    assert message.startswith(f"livedocs/matrix/recorded/{matrix.name}.json: 1 of 3 cells on SQLite differ")
    assert str(matrix.cells()[1]) in message
    assert "recorded forged" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "this cannot be read"),
        ("{", r"one-to-many.json:1: this cannot be read .* Run `make matrix`"),
        ('{"settings": {"x": ["y"]}}', "recorded for other settings. Run `make matrix SQLALCHEMY=all`"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path, monkeypatch, text, message):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    matrix = MATRICES["one-to-many"]
    if text is not None:
        store.path(matrix).write_text(text, "utf-8")
    with pytest.raises(Diagnostic, match=message):
        store.read(matrix)


def test_who_ran_the_cells_is_noted(tmp_path, monkeypatch):
    matrix = MATRICES["one-to-many"]
    runs = store.unpack(store.read(matrix))
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    with store.cell_runner("sqlite") as runner:
        note = runner.provenance
    assert note["sqlalchemy"].startswith(f"{INSTALLED_VERSION}.") and note["server"]
    made = {version: dict.fromkeys(SETUPS, note) for version in VERSIONS}
    store.write(matrix, runs, made)
    assert store.read(matrix)["provenance"] == made
    del runs[VERSIONS[-1], SETUPS[-1]]
    store.write(matrix, runs, made)
    message = f"it has no results with SQLAlchemy {VERSIONS[-1]} on {title(SETUPS[-1])}. Run `make matrix SQLALCHEMY="
    with pytest.raises(Diagnostic, match=message):
        store.read(matrix)


def test_a_changed_result_is_noticed(monkeypatch):
    matrix = MATRICES["one-to-many"]
    cell = next(c for c in matrix.cells() if c["cascade"] == "all" and c["passive_deletes"] == "False")
    with store.cell_runner("sqlite") as runner:
        before = runner.run(matrix, cell)
        other = runner.run(matrix, {**cell, "cascade": "default"})
    assert before["rows"] == {"parent": [], "child": []} and before["error"] is None
    assert json.dumps(before) != json.dumps(other) and other["rows"]["child"] == [[1, None], [2, None]]
