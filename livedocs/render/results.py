"""Shows what a run did: printed output and SQL as text, rows as tables, and the panel that holds them.

`lines` limits what is shown to what a section's lines caused; a run without it is shown whole.
"""

import re
from collections import Counter
from html import escape

from livedocs.databases import DATABASES, titles
from livedocs.labels import LABELS

TRANSACTION = {
    "begin": "BEGIN",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
    "savepoint": "SAVEPOINT {name}",
    "rollback_savepoint": "ROLLBACK TO SAVEPOINT {name}",
    "release_savepoint": "RELEASE SAVEPOINT {name}",
}
SHOWN_PARAMETERS = 160  # characters


def _within(events, lines):
    return [event for event in events if lines is None or event["line"] in lines]


def output_text(example, run, lines=None):
    """What was printed, the warnings, and the error that ended the script, as a terminal shows them."""
    parts = [e["text"] for e in _within(run["log"], lines) if e["kind"] in ("print", "error_stream")]
    for warning in _within(run["warnings"], lines):
        parts.append(f"{warning['category']}: {warning['message']}\n")
    error = run.get("exception")
    if error and (lines is None or error["line"] in lines):
        parts.append("Traceback (most recent call last):\n")
        if error["line"]:
            parts.append(f'  File "{example.path.name}", line {error["line"]}, in <module>\n')
            parts.append(f"    {example.line_text(error['line'])}\n")
        parts.append(f"{error['type']}: {error['message']}\n")
    return "".join(parts).rstrip("\n").expandtabs(4)  # as Markdown does


def visible_events(run, lines=None):
    """What `lines` printed, warned of or raised: the events that a page must not hide."""
    events = [event for event in run["log"] if event["kind"] in ("print", "error_stream")]
    error = run.get("exception")
    return _within([*events, *run["warnings"], *([error] if error else [])], lines)


def is_empty(run, lines):
    """Whether `lines` said nothing, sent nothing and left no other rows."""
    return not visible_events(run, lines) and not _within([*run["log"], *run["rows"]], lines)


def creates_tables(example, event):
    """Whether the event comes from `create_all()` or `drop_all()`: shown folded. Returns which, or None."""
    text = example.line_text(event["line"]) if event["line"] else ""
    return next((name for name in ("create_all()", "drop_all()") if f".{name[:-1]}" in text), None)


def sql_text(example, run, lines=None, tables=False):
    """The statements in order, each group under the line of the script that caused it.

    `tables` selects the statements of `create_all()` instead of all others.
    """
    text, current = [], None
    for event in _within(run["log"], lines):
        if event["kind"] not in TRANSACTION and event["kind"] != "statement":
            continue
        if bool(creates_tables(example, event)) != tables:
            continue
        if event["line"] != current:
            current = event["line"]
            if text:
                text.append("")
            if current:
                text.append(f"/* {example.line_text(current)} */")
        if event["kind"] == "statement":
            text += event["sql"]
            note = []
            if event["parameters"]:
                note.append(_shorten(event["parameters"]))
            if "rowcount" in event:
                count = event["rowcount"]
                note.append(f"{count} row{'' if count == 1 else 's'}")
            if note:
                text.append("-- " + " → ".join(note))
        else:
            text.append(TRANSACTION[event["kind"]].format_map(event))
    return "\n".join(text)


def _shorten(parameters):
    if len(parameters) <= SHOWN_PARAMETERS:
        return parameters
    half = SHOWN_PARAMETERS // 2
    return f"{parameters[:half]} … {len(parameters) - 2 * half} characters … {parameters[-half:]}"


def folded_statements(example, run, lines=None):
    """For each folded statement, the function that emitted it."""
    statements = [event for event in _within(run["log"], lines) if event["kind"] == "statement"]
    return [name for event in statements if (name := creates_tables(example, event))]


def rows_before_and_after(run, lines=None):
    """The states of the tables around what is shown: (before, after), each {table: {columns, rows}}.

    `after` is the last state that the shown lines caused, or the end; `before` is the state that
    preceded it and held rows, or None.
    """
    states = run["rows"]
    inside = [i for i, state in enumerate(states) if lines is None or state["line"] in lines]
    if not inside:
        # nothing was committed here: the state that held when these lines ran
        earlier = [
            i for i, state in enumerate(states) if state["line"] and lines and state["line"] < lines.start
        ]
        last = earlier[-1] if earlier else len(states) - 1
        return None, states[last]["tables"] if states else {}
    last = inside[-1]
    first = inside[0] if lines is not None else last
    before = states[first - 1]["tables"] if first > 0 else None
    return before, states[last]["tables"]


def compare_rows(before, after, key):
    """Pairs the rows of one table's two states: a list of (change, cells).

    `change` is "same", "gone", "new" or "changed"; a cell is a value, or (old, new) where it changed.
    """
    columns = (after or before)["columns"]
    place = [columns.index(name) for name in key if name in columns] or range(len(columns))

    def identified(rows):
        seen = Counter()  # without a primary key, the same row may stand twice
        found = {}
        for row in rows:
            values = tuple(repr(row[i]) for i in place)
            seen[values] += 1
            found[values, seen[values]] = row
        return found

    old = identified((before or {"rows": []})["rows"])
    new = identified((after or {"rows": []})["rows"])
    compared = []
    for id_ in [*old, *(id_ for id_ in new if id_ not in old)]:
        if id_ not in new:
            compared.append(("gone", old[id_]))
        elif id_ not in old:
            compared.append(("new" if before is not None else "same", new[id_]))
        elif old[id_] == new[id_]:
            compared.append(("same", new[id_]))
        else:
            cells = [b if a == b else (a, b) for a, b in zip(old[id_], new[id_])]
            compared.append(("changed", cells))
    return compared


def changed_rows(example, run, lines=None):
    """Every table with its rows and what changed in them: (name, columns, rows as `compare_rows` has them)."""
    before, after = rows_before_and_after(run, lines)
    if before is not None and not any(table["rows"] for table in before.values()):
        before = None  # everything is new: no change worth marking
    keys = {
        table["name"]: [c["name"] for c in table["columns"] if c.get("primary_key")]
        for table in example.result["tables"]
    }
    for name in [*after, *(n for n in before or {} if n not in after)]:
        old, new = (before or {}).get(name), after.get(name)
        yield name, (new or old)["columns"], compare_rows(old, new, keys.get(name, []))


def rows_html(example, run, language, lines=None):
    """The rows of every table, and what changed in them, as HTML tables."""
    label = LABELS[language]
    html = [
        _table(name, columns, rows, label)
        if rows
        else f'<p class="rows-none">{label["no_rows"].format(table=code(name))}</p>'
        for name, columns, rows in changed_rows(example, run, lines)
    ]
    return "\n".join(html) or f'<p class="rows-none">{label["no_tables"]}</p>'


SIGNS = {"gone": "−", "new": "+", "changed": "±", "same": ""}


def _table(name, columns, rows, label):
    marked = any(change != "same" for change, _ in rows)
    html = [f'<table class="rows"><caption>{code(name)}</caption><thead><tr>']
    html += [f'<th scope="col">{escape(column)}</th>' for column in columns]
    if marked:
        html.append(f'<th scope="col" class="rows-sign"><span class="unseen">{label["change"]}</span></th>')
    html.append("</tr></thead><tbody>")
    for change, cells in rows:
        html.append(f'<tr class="row-{change}">')
        for cell in cells:
            if change == "gone":
                html.append(f"<td><del>{_value(cell, label)}</del></td>")
            elif isinstance(cell, tuple):
                html.append(
                    f"<td><del>{_value(cell[0], label)}</del> <ins>{_value(cell[1], label)}</ins></td>"
                )
            else:
                html.append(f"<td>{_value(cell, label)}</td>")
        if marked:
            words = f"{SIGNS[change]} {label[change]}" if change != "same" else ""
            html.append(f'<td class="rows-sign">{words}</td>')
        html.append("</tr>")
    html.append("</tbody></table>")
    return "".join(html)


def _value(value, label):
    return f'<span class="rows-null">{label["null"]}</span>' if value is None else escape(str(value))


def code(text):
    return f"<code>{escape(text)}</code>"


def highlighted(text, language):
    from livedocs.render.highlight import block  # only here: a page that runs scripts has its own colours

    return block(text, language)


def _sql_html(example, run, language, lines):
    label = LABELS[language]
    tables, sql = sql_text(example, run, lines, tables=True), sql_text(example, run, lines)
    html = []
    if tables:
        folded = folded_statements(example, run, lines)
        summary = label["folded"].format(functions=", ".join(dict.fromkeys(folded)), count=len(folded))
        html.append(f"<details><summary>{summary}</summary>{highlighted(tables, 'sql')}</details>")
    if sql:
        html.append(highlighted(sql, "sql"))
    return "".join(html) or f"<p>{label['no_sql']}</p>"


def _output_html(example, run, lines):
    text = output_text(example, run, lines)
    return highlighted(text, "text") if text else ""


def views(example, runs, older, language, lines=None):
    """What the panel shows, in its order, as `equal_once` has it."""
    makers = {
        "output": lambda run: _output_html(example, run, lines),
        "sql": lambda run: _sql_html(example, run, language, lines),
        "rows": lambda run: rows_html(example, run, language, lines),
    }
    return equal_once(makers, runs, older)


def equal_once(makers, runs, older):
    """What `makers`, {view: function of a run}, make of the runs: [(view, text, databases, version)], equal ones once.

    `older`, {version: {database: run}}, has the runs with other versions of SQLAlchemy; `version` is one of these
    where its run has other output or other rows, else None.
    """
    shown = []
    for view, make in makers.items():
        by_database = {database: make(run) for database, run in runs.items()}
        if any(by_database.values()):
            shown += [(view, html, databases, None) for html, databases in _grouped(by_database)]
        for version, older_runs in older.items() if view != "sql" else ():  # most SQL differs in labels only
            differing = {
                database: html
                for database, run in older_runs.items()
                if run is not runs[database]  # one record may stand for both
                and _without_links(html := make(run)) != _without_links(by_database[database])
            }
            shown += [(view, html, databases, version) for html, databases in _grouped(differing)]
    return shown


def _without_links(text):
    """An error's message without its link, which holds the number of the version."""
    return re.sub(r"https://sqlalche\.me/e/\d+/", "", text)


def panel(example, runs, older, language, lines, uid):
    """The results of a script or a section: tabs Output | SQL | Rows, and a switch for the database.

    `runs` maps databases to runs, `older` other versions of SQLAlchemy to such a mapping; `uid` is unique in the
    page. Without styles, everything is shown one after the other; without JavaScript, the tabs are radio buttons
    that CSS follows.
    """
    label = LABELS[language]
    shown = views(example, runs, older, language, lines)
    present = list(dict.fromkeys(view for view, *_ in shown))
    differing = {
        view
        for view, _, databases, version in shown
        if view != "sql" and len(databases) < len(runs) and version is None
    }
    html = [f'<div class="outcome" role="group" aria-label="{label["results"]}">']
    html.append('<div class="outcome-bar">')
    choices = [(name, label[name], label["differs"] if name in differing else None) for name in present]
    html.append(_radios(f"{uid}-view", "outcome-views", label["view"], choices))
    if len(runs) > 1:
        choices = [(name, DATABASES[name].title, None) for name in runs]
        html.append(_radios(f"{uid}-database", "outcome-databases", label["database"], choices))
    html.append("</div>")
    for view, text, databases, version in shown:
        html.append(f'<div class="outcome-panel" data-view="{view}" data-databases="{" ".join(databases)}">')
        html.append(f'<p class="outcome-heading">{label[view]} · {titles(databases)}</p>')
        if version:
            html.append(f'<p class="outcome-version">{label["older"].format(version=version)}</p>')
        html.append(text)
        if len(databases) == len(runs):
            kind = "same" if len(runs) > 1 else "only"
            note = label[kind].format(databases=titles(databases))
            html.append(f'<p class="outcome-same">{note}</p>')
        html.append("</div>")
    html.append("</div>")
    return "\n".join(html)


def compared_values(example, runs, lines=None):
    """What the runs printed, ``name: value`` in each line: {name: a value for each run}.

    Raises `ValueError` where a line has another form, or where the databases print other names.
    """
    by_database = {}
    for database, run in runs.items():
        printed = output_text(example, run, lines).split("\n")
        if not all(": " in line for line in printed):
            raise ValueError(
                f"to be compared, each line it prints must be `name: value`; on {database} one is not"
            )
        by_database[database] = dict(line.split(": ", 1) for line in printed)
    first, *others = by_database.values()
    if any(list(other) != list(first) for other in others):
        raise ValueError("to be compared, it must print the same names on each database, in the same order")
    return {name: [printed[name] for printed in by_database.values()] for name in first}


def comparison(example, runs, lines=None):
    """`compared_values` as a table: a row for each name, a column for each database."""
    compared = compared_values(example, runs, lines)
    html = ['<div class="comparison" tabindex="0"><table class="rows"><thead><tr><td></td>']
    html += [f'<th scope="col">{DATABASES[database].title}</th>' for database in runs]
    html.append("</tr></thead><tbody>")
    for name, values in compared.items():
        html.append(f'<tr><th scope="row">{escape(name)}</th>')
        html += [f"<td>{escape(value)}</td>" for value in values]
        html.append("</tr>")
    html.append("</tbody></table></div>")
    return "".join(html)


def _grouped(by_database):
    """Equal texts once, with the databases they hold for."""
    groups = {}
    for database, text in by_database.items():
        groups.setdefault(text, []).append(database)
    return groups.items()


def _radios(name, class_, legend, choices):
    html = [f'<fieldset class="{class_}"><legend class="unseen">{legend}</legend>']
    for i, (value, text, mark) in enumerate(choices):
        checked = " checked" if i == 0 else ""
        dot = (
            f'<span class="outcome-differs" title="{mark}"><span class="unseen">({mark})</span></span>'
            if mark
            else ""
        )
        html.append(
            f'<label><input type="radio" name="{name}" value="{value}"{checked}>{text}{dot}</label>'
        )
    html.append("</fieldset>")
    return "".join(html)
