"""A result as HTML: the panel with its tabs, tables of rows, and tables that compare databases.

Also runs in the reader's browser, where code is coloured by the page: `highlight` is handed in.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from livedocs.databases import DATABASES, titles
from livedocs.i18n import catalogue
from livedocs.render.results import SIGNS, Cell, Rows, Sql, View

Highlight = Callable[[str, str], str]  # (text, language of the code) -> HTML


def panel(
    shown: Sequence[View], databases: Sequence[str], language: str, uid: str, highlight: Highlight
) -> str:
    """The results of a script or a section: tabs Output | SQL | Rows, and a switch for the database.

    `databases` are those of the runs; `uid` is unique in the page. Without styles, everything is shown one
    after the other; without JavaScript, the tabs are radio buttons that CSS follows.
    """
    label = catalogue(language)["build"]
    differing = {
        view.kind
        for view in shown
        if view.kind != "sql" and len(view.databases) < len(databases) and view.version is None
    }
    html = [f'<div class="result" role="group" aria-label="{label["results"]}">']
    html.append('<div class="result-bar">')
    kinds = dict.fromkeys(view.kind for view in shown)
    choices = [(kind, label[kind], label["differs"] if kind in differing else None) for kind in kinds]
    html.append(_radios(f"{uid}-view", "result-views", label["view"], choices))
    if len(databases) > 1:
        choices = [(name, DATABASES[name].title, None) for name in databases]
        html.append(_radios(f"{uid}-database", "result-databases", label["database"], choices))
    html.append("</div>")
    for view in shown:
        on = " ".join(view.databases)
        html.append(f'<div class="result-panel" data-view="{view.kind}" data-databases="{on}">')
        html.append(f'<p class="result-heading">{label[view.kind]} · {titles(view.databases)}</p>')
        if view.version:
            html.append(f'<p class="result-version">{label["older"].format(version=view.version)}</p>')
        html.append(view_body(view, language, highlight))
        if len(view.databases) == len(databases):
            key = "same" if len(databases) > 1 else "only"
            note = label[key].format(databases=titles(view.databases))
            html.append(f'<p class="result-same">{note}</p>')
        html.append("</div>")
    html.append("</div>")
    return "\n".join(html)


def view_body(view: View, language: str, highlight: Highlight) -> str:
    """What one tab shows, without its heading."""
    label, data = catalogue(language)["build"], view.data
    if isinstance(data, str):
        return highlight(data, "text") if data else ""
    if isinstance(data, Sql):
        return _sql(data, label, highlight)
    return (
        "\n".join(_rows(table, label) for table in data) or f'<p class="rows-none">{label["no_tables"]}</p>'
    )


def comparison(compared: Mapping[str, Sequence[str]], databases: Sequence[str]) -> str:
    """`results.compared_values` as a table: a row for each name, a column for each database."""
    html = ['<div class="comparison" tabindex="0"><table class="rows"><thead><tr><td></td>']
    html += [f'<th scope="col">{DATABASES[database].title}</th>' for database in databases]
    html.append("</tr></thead><tbody>")
    for name, values in compared.items():
        html.append(f'<tr><th scope="row">{escape(name)}</th>')
        html += [f"<td>{escape(value)}</td>" for value in values]
        html.append("</tr>")
    html.append("</tbody></table></div>")
    return "".join(html)


def code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _sql(sql: Sql, label: Mapping[str, str], highlight: Highlight) -> str:
    html = []
    if sql.tables:
        functions = ", ".join(dict.fromkeys(sql.folded))
        summary = label["folded"].format(functions=functions, count=len(sql.folded))
        html.append(f"<details><summary>{summary}</summary>{highlight(sql.tables, 'sql')}</details>")
    if sql.statements:
        html.append(highlight(sql.statements, "sql"))
    return "".join(html) or f"<p>{label['no_sql']}</p>"


def _rows(table: Rows, label: Mapping[str, str]) -> str:
    if not table.rows:
        return f'<p class="rows-none">{label["no_rows"].format(table=code(table.table))}</p>'
    html = [f'<table class="rows"><caption>{code(table.table)}</caption><thead><tr>']
    html += [f'<th scope="col">{escape(column)}</th>' for column in table.columns]
    if table.is_marked:
        change = f'<span class="visually-hidden">{label["change"]}</span>'
        html.append(f'<th scope="col" class="rows-sign">{change}</th>')
    html.append("</tr></thead><tbody>")
    for change, cells in table.rows:
        html.append(f'<tr class="row-{change}">')
        html += [f"<td>{_cell(cell, change, label)}</td>" for cell in cells]
        if table.is_marked:
            words = f"{SIGNS[change]} {label[change]}" if change != "same" else ""
            html.append(f'<td class="rows-sign">{words}</td>')
        html.append("</tr>")
    html.append("</tbody></table>")
    return "".join(html)


def _cell(cell: Cell, change: str, label: Mapping[str, str]) -> str:
    if isinstance(cell, tuple):
        return f"<del>{_value(cell[0], label)}</del> <ins>{_value(cell[1], label)}</ins>"
    return f"<del>{_value(cell, label)}</del>" if change == "gone" else _value(cell, label)


def _value(value: str | None, label: Mapping[str, str]) -> str:
    return f'<span class="rows-null">{label["null"]}</span>' if value is None else escape(value)


def _radios(name: str, class_: str, legend: str, choices: Sequence[tuple[str, str, str | None]]) -> str:
    html = [f'<fieldset class="{class_}"><legend class="visually-hidden">{legend}</legend>']
    for i, (value, text, mark) in enumerate(choices):
        checked = " checked" if i == 0 else ""
        dot = ""
        if mark:
            hidden = f'<span class="visually-hidden">({mark})</span>'
            dot = f'<span class="result-differs" title="{mark}">{hidden}</span>'
        html.append(f'<label><input type="radio" name="{name}" value="{value}"{checked}>{text}{dot}</label>')
    html.append("</fieldset>")
    return "".join(html)
