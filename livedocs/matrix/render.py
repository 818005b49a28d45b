"""What the site shows of a matrix: the explorer, its data, and tables that need no JavaScript."""

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

from livedocs.content.markdown_table import row
from livedocs.databases import DATABASES as BY_NAME
from livedocs.databases import MAIN, SETUPS, UNCHECKED
from livedocs.i18n import Words, catalogue
from livedocs.matrix import minimize, store
from livedocs.matrix.model import Cell, Matrix, title
from livedocs.matrix.scenarios import one_to_many
from livedocs.versions import MAIN_VERSION, OLDER_VERSIONS, VERSIONS

MATRIX = one_to_many.MATRIX

# What stands around a cell's models in the script that the explorer offers.
HEAD = """\
from sqlalchemy import ForeignKey, create_engine, delete, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass

"""
ENGINE = """
engine = create_engine("sqlite://", echo=True)
"""
CHECKS = """
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


"""
ROWS = """
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.execute(insert(Parent), [{"id": 1}])
    session.execute(insert(Child), [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}])
    session.commit()
"""
END = """
with Session(engine) as session:
    print("children:", session.execute(select(Child.id, Child.parent_id)).all())
"""


def script(models: str, action: str, database: str, rows: str = ROWS) -> str:
    """The whole script of a cell, for one of `SETUPS`; `rows` makes the tables and what is in them."""
    checks = "" if database == UNCHECKED else CHECKS
    return f"{HEAD}\n{models}\n{ENGINE}{checks}{rows}\n{action}{END}"


# Values of settings that tables show as this code, the same in every language.
CODE = {
    "children.remove(child)": "parent.children.remove(child)",
    "children.clear()": "parent.children.clear()",
    "children = []": "parent.children = []",
    "Child(parent=parent) added": "session.add(Child(parent=parent))",
    "child edited in place": 'parent.child.name = "new"',
}
TOGETHER = " | "  # between values that the catalogues name together

Key = tuple[str, ...]  # the value of each setting


def data() -> str:
    """The explorer's data as JSON text: every cell's model, action, and result on each database.

    ``models`` and ``actions`` are source texts; ``cells`` has, in the order of the product, either [model,
    action, [result for each database], and such a list for each of the ``older`` SQLAlchemys if one differs]
    or the number of the reason why it cannot be. ``databases`` has their titles, ``in_page`` on which
    the page runs them, ``script`` what `script` puts together.
    """
    recorded = store.read(MATRIX)
    models, actions = store.Pool(), store.Pool()
    by_version = [
        zip(*(recorded["cells"][version][database] for database in SETUPS), strict=True)
        for version in VERSIONS
    ]
    cells: list[Any] = []
    for cell, main, *older in zip(MATRIX.product(), *by_version, strict=True):
        reason = MATRIX.impossible(cell)
        if reason is not None:
            cells.append(recorded["impossible"].index(reason))
        else:
            shown = [main] if all(results == main for results in older) else [main, *older]
            model, action = models.number(MATRIX.models(cell)), actions.number(MATRIX.action(cell))
            cells.append([model, action, *shown])
    return json.dumps(
        {
            "settings": recorded["settings"],
            "impossible": recorded["impossible"],
            "databases": {database: title(database) for database in SETUPS},
            "older": OLDER_VERSIONS,
            "texts": recorded["texts"],
            "results": recorded["results"],
            "outcomes": [MATRIX.outcome(seen) for seen in store.results(recorded)],
            "models": models.values,
            "actions": actions.values,
            "before": MATRIX.rows({}),
            "script": {"head": HEAD, "engine": ENGINE, "checks": CHECKS, "rows": ROWS, "end": END},
            "unchecked": UNCHECKED,
            "in_page": {database: name for database in SETUPS if (name := in_page(database))},
            "cells": cells,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def in_page(database: str) -> str | None:
    """On which database the page runs what was run on one of `SETUPS`; None if it cannot."""
    name = MAIN if database == UNCHECKED else database
    return name if BY_NAME[name].in_page else None


def explorer(language: str) -> str:
    """The form as HTML; `theme/assets/run/explorer.js` fills in the answer."""
    words = catalogue(language)["explorer"]
    html = [f'<figure class="explorer" data-matrix="{MATRIX.name}">']
    html.append(f'<form class="explorer-settings" aria-label="{escape(words["choose"])}">')
    for name, values in MATRIX.settings.items():
        slug = name.replace(" ", "-")
        html.append(
            f'<fieldset><legend>{escape(words["settings"][name])}</legend><div class="explorer-choices">'
        )
        for i, value in enumerate(values):
            label = words["values"][name][value]["name"]
            id_ = f"explorer-{slug}-{i}"
            checked = " checked" if i == 0 else ""
            html.append(
                f'<input type="radio" name="{slug}" id="{id_}" value="{escape(value)}" '
                f'aria-describedby="explorer-{slug}-why"{checked}><label for="{id_}">{escape(label)}</label>'
            )
        why = escape(words["values"][name][values[0]]["meaning"])
        html.append(f'</div><p class="explorer-why" id="explorer-{slug}-why">{why}</p></fieldset>')
    html.append("</form>")
    html.append(
        f'<div class="explorer-answer" data-failed="{escape(words["failed_to_load"])}">'
        f"<p>{escape(words['no_script'])}</p></div>"
        '<p class="explorer-said visually-hidden" role="status"></p>'
    )
    html.append("</figure>")
    return "".join(html)


def explorer_link(language: str) -> str:
    """A link to the form, in Markdown."""
    return catalogue(language)["build"]["explorer_elsewhere"].format(address="#explorer")


def database_name(database: str, words: Words) -> str:
    """What the explorer calls one of `SETUPS`; `words` are its own."""
    return words["databases"].get(database) or title(database)


def outcome_words(name: str, language: str) -> str:
    """An outcome in a few words, with who did it."""
    words = catalogue(language)["explorer"]
    outcome = words["outcomes"][name]
    if not outcome["by"]:
        return outcome["what"]
    return words["by"].format(outcome=outcome["what"], by=outcome["by"])


def table(language: str) -> str:
    """The main part of the matrix as Markdown tables: `session.delete()`, declared on both sides, where the
    database checks foreign keys."""
    words = catalogue(language)["explorer"]
    outcomes = outcomes_of(MAIN_VERSION)
    lines = []
    for nullable in MATRIX.settings["nullable"]:
        lines += [f"**`{words['values']['nullable'][nullable]['name']}`**", ""]
        ondelete = MATRIX.settings["ondelete"]
        heads = [f"`ondelete`: {words['values']['ondelete'][value]['name']}" for value in ondelete]
        lines.append(row(*words["setting_columns"].values(), *heads))
        lines.append(row(*["---"] * (3 + len(heads))))
        for cascade in ("default", "all, delete-orphan"):
            for passive in MATRIX.settings["passive_deletes"]:
                cell = {
                    "declared": "back_populates",
                    "cascade": cascade,
                    "passive_deletes": passive,
                    "nullable": nullable,
                    "deleted by": "session.delete()",
                }
                by_loaded = [
                    [
                        _entry(outcomes, {**cell, "loaded": loaded, "ondelete": value}, language)
                        for value in ondelete
                    ]
                    for loaded in ("nothing", "parent.children")
                ]
                names = [words["unread"], words["read"]]
                if by_loaded[0] == by_loaded[1]:
                    by_loaded, names = by_loaded[:1], [words["either"]]
                for name, results in zip(names, by_loaded, strict=True):
                    lines.append(
                        row(
                            words["without"] if cascade == "default" else words["with_delete"],
                            "`True`"
                            if passive == "True"
                            else words["values"]["passive_deletes"][passive]["name"],
                            name,
                            *results,
                        )
                    )
        lines.append("")
    return "\n".join(lines)


def _entry(outcomes: dict[str, dict[Key, str]], cell: Cell, language: str) -> str:
    """One place of the table: the outcome, or one for each group of databases that agree."""
    words = catalogue(language)["explorer"]
    groups: dict[str, list[str]] = {}
    for database in (name for name in SETUPS if name != UNCHECKED):
        groups.setdefault(outcomes[database][_key(cell)], []).append(database)
    if len(groups) == 1:
        return outcome_words(next(iter(groups)), language)
    lines = []
    for name, databases in groups.items():
        on = ", ".join(database_name(database, words) for database in databases)
        lines.append(f"{on}: {outcome_words(name, language)}")
    return "<br>".join(lines)


def _key(cell: Cell) -> Key:
    return tuple(cell[name] for name in MATRIX.settings)


def outcomes_of(version: str) -> dict[str, dict[Key, str]]:
    """The outcome of each cell: {database: {values of the settings: name}}."""
    recorded = store.unpack(store.read(MATRIX))
    return {
        database: {
            _key(cell): MATRIX.outcome(seen)
            for cell, seen in zip(MATRIX.cells(), recorded[version, database], strict=True)
        }
        for database in SETUPS
    }


def counts(language: str) -> str:
    """How many cells ended how, on each database, as a Markdown table."""
    words = catalogue(language)["explorer"]
    by_database = {database: Counter(found.values()) for database, found in outcomes_of(MAIN_VERSION).items()}
    lines = [row(words["counts_outcome"], *(database_name(database, words) for database in SETUPS))]
    lines.append(row("---", *["---:"] * len(SETUPS)))
    for name in words["outcomes"]:
        lines.append(
            row(outcome_words(name, language), *(by_database[database][name] for database in SETUPS))
        )
    totals = [f"**{found.total():,}**" for found in by_database.values()]
    lines.append(row(f"**{words['total']}**", *totals))
    impossible = len(list(MATRIX.product())) - len(MATRIX.cells())
    lines.append(row(words["impossible_count"], *[impossible] * len(SETUPS)))
    equal, different = pairs()
    lines += ["", words["pairs"].format(pairs=equal + different, different=different)]
    cells = words["cells"].format(
        cells=len(MATRIX.cells()) * len(SETUPS),
        differing=len(differences_between_versions()),
        **versions_named(),
    )
    lines[:0] = [cells, ""]
    return "\n".join(lines)


def pairs() -> tuple[int, int]:
    """How many pairs of cells, with back_populates and with backref, did the same, and how many did not."""
    equal = different = 0
    for outcomes in store.unpack(store.read(MATRIX)).values():
        by_key = {_key(cell): seen for cell, seen in zip(MATRIX.cells(), outcomes, strict=True)}
        for (declared, *rest), seen in by_key.items():
            for way in ("backref on Parent", "backref on Child"):
                if declared == "back_populates":
                    same = by_key[(way, *rest)] == seen
                    equal, different = equal + same, different + (not same)
    return equal, different


def differences_between_versions() -> list[tuple[str, Key]]:
    """The cells whose outcome differs between the SQLAlchemy versions: [(database, cell)]."""
    main, older = outcomes_of(MAIN_VERSION), [outcomes_of(version) for version in OLDER_VERSIONS]
    return [
        (database, key)
        for database in SETUPS
        for key in main[database]
        if any(outcomes[database][key] != main[database][key] for outcomes in older)
    ]


def versions_named() -> dict[str, str]:
    """The SQLAlchemy versions, as the sentences that name them take them."""
    return {"newest": MAIN_VERSION, "older": ", ".join(OLDER_VERSIONS)}


def merged_table(matrix: Matrix, language: str) -> str:
    """A whole matrix as one Markdown table, as `minimize.table` has it."""
    words = catalogue(language)["matrices"]
    settings, columns, rows = minimize.table(matrix)
    lines = [row(words["side"], *(", ".join(named(column, settings, words)) for column in columns))]
    lines.append(row(*["---"] * (1 + len(columns))))
    for side, outcomes in rows:
        shown = (words["outcomes"][name] if name else "–" for name in outcomes)
        lines.append(row(",<br>".join(named(side, settings, words)), *shown))
    return "\n".join(lines)


def named(side: dict[str, Key], settings: dict[str, Key], words: Words) -> Iterator[str]:
    """What stands at the side of a row or column: some words for each setting that may not be anything."""
    for name, values in side.items():
        if len(values) < len(settings[name]):
            known = words["values"].get(name, {})
            each = (known.get(value) or _unnamed(name, value) for value in values)
            yield known.get(TOGETHER.join(values)) or words["or"].join(each)


def _unnamed(setting: str, value: str) -> str:
    """What a table calls a value that the catalogues do not name."""
    return title(value) if setting == "database" else f"`{CODE.get(value, value)}`"


def merged_counts(matrix: Matrix, language: str) -> str:
    """How many cells the table of a matrix stands for, and what is not in it, in a sentence each."""
    words = catalogue(language)["matrices"]
    settings, _, _ = minimize.table(matrix)
    by_version = [minimize.outcomes(matrix, version) for version in VERSIONS]
    text = words["counts"].format(
        combinations=len(matrix.cells()),
        cells=len(by_version[0]),
        differing=sum(
            any(other != main for other in older) for main, *older in zip(*by_version, strict=True)
        ),
        **versions_named(),
    )
    left_out = [
        words["settings"].get(name, f"`{name}`")
        for name in minimize.settings_of(matrix)
        if name not in settings
    ]
    return f"{text} {words['left_out'].format(settings=', '.join(left_out))}" if left_out else text
