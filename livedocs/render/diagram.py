"""Entity diagrams: inline SVG drawn from what a script declared, coloured by the page's palette."""

from collections.abc import Mapping
from html import escape

from livedocs.content.result import Column, Mapper, Relationship, Result, Table
from livedocs.i18n import catalogue

ROW, HEAD, PAD, GAP, STACK = 26, 34, 14, 104, 36
KEY = 34  # width of the column that says PK, FK
CHARACTER = 7.6  # width of a character in the diagram's monospace font, at 12.5 px

Tables = Mapping[str, Table]  # by name
Classes = Mapping[str, Mapper]  # by the table's name
Box = list[int]  # x, y, width, height in pixels


def diagram(result: Result, language: str, uid: str) -> str:
    """The tables and classes of a recorded `result` as an SVG with a text alternative."""
    tables, classes = _declared(result)
    boxes, width, height = _layout(tables, classes)
    lines: list[str] = []
    for name, table in tables.items():
        for column in table["columns"]:
            for reference in column.get("references", []):
                parent, _, target = reference["column"].rpartition(".")
                if parent in boxes:
                    _connect(lines, boxes, tables, name, column, parent, target)
    marks = [_box(boxes[name], table, classes.get(name)) for name, table in tables.items()]
    title, words = described(result, language)
    return (
        f'<figure class="diagram" tabindex="0"><svg role="img" aria-labelledby="{uid}-title {uid}-text" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{uid}-title">{escape(title)}</title>'
        f'<desc id="{uid}-text">{escape(words)}</desc>' + "".join(lines + marks) + "</svg></figure>"
    )


def _declared(result: Result) -> tuple[Tables, Classes]:
    """The tables and the mapped classes of a recorded `result`, each by the table's name."""
    return (
        {table["name"]: table for table in result["tables"]},
        {table: mapper for mapper in result["mappers"] if (table := mapper["table"])},
    )


def described(result: Result, language: str) -> tuple[str, str]:
    """The diagram's title, and the diagram in words."""
    tables, classes = _declared(result)
    title = catalogue(language)["build"]["diagram"].format(tables=", ".join(tables))
    return title, alternative(tables, classes, language)


def alternative(tables: Tables, classes: Classes, language: str) -> str:
    """The diagram in words."""
    label = catalogue(language)["build"]
    sentences, relations = [], []
    for name, table in tables.items():
        columns = []
        for column in table["columns"]:
            notes = []
            if column.get("primary_key"):
                notes.append(label["diagram_primary"])
            if column.get("unique"):
                notes.append(label["diagram_unique"])
            for reference in column.get("references", []):
                notes.append(label["diagram_references"].format(column=reference["column"]))
                parent = reference["column"].rpartition(".")[0]
                which = "diagram_one" if _is_unique(table, column) else "diagram_many"
                relations.append(label[which].format(parent=parent, child=name))
            if column["nullable"]:
                notes.append(label["diagram_nullable"])
            columns.append(column["name"] + (f" ({', '.join(notes)})" if notes else ""))
        mapper = classes.get(name)
        if mapper is None:
            sentences.append(label["diagram_table_only"].format(table=name, columns=", ".join(columns)))
            continue
        class_ = mapper["class"]
        sentences.append(label["diagram_table"].format(table=name, class_=class_, columns=", ".join(columns)))
        for relationship in mapper["relationships"]:
            which = "diagram_collection" if relationship["collection"] else "diagram_relationship"
            sentence = label[which].format(
                class_=class_, name=relationship["name"], target=relationship["class"]
            )
            relations.append(f"{sentence}.")
    return " ".join(sentences + relations)


def _is_unique(table: Table, column: Column) -> bool:
    primary = [c["name"] for c in table["columns"] if c.get("primary_key")]
    return column.get("unique", False) or primary == [column["name"]]


def _layout(tables: Tables, classes: Classes) -> tuple[dict[str, Box], int, int]:
    """Parents to the left of their children: {table: box}, width and height in pixels."""
    parents = {
        name: {
            reference["column"].rpartition(".")[0]
            for column in table["columns"]
            for reference in column.get("references", [])
        }
        - {name}
        for name, table in tables.items()
    }
    level: dict[str, int] = {}

    def place(name: str, above: tuple[str, ...] = ()) -> int:
        if name not in level:
            inner = [place(p, (*above, name)) for p in parents[name] if p in tables and p not in above]
            level[name] = 1 + max(inner, default=-1)
        return level[name]

    for name in tables:
        place(name)
    boxes: dict[str, Box] = {}
    x, height = 1, 0
    for column in range(max(level.values(), default=-1) + 1):
        y, widest = 1, 0
        for name in (n for n in tables if level[n] == column):
            relationships = classes[name]["relationships"] if name in classes else []
            texts = [KEY / CHARACTER + len(_column(c)) + 3 + len(c["type"]) for c in tables[name]["columns"]]
            texts += [KEY / CHARACTER + len(_attribute(r)) for r in relationships]
            texts.append(len(name) + len(classes[name]["class"]) + 4 if name in classes else len(name))
            box_width = round(max(texts) * CHARACTER + 2 * PAD)
            rows = len(tables[name]["columns"]) + len(relationships)
            box_height = HEAD + ROW * rows + (10 if relationships else 4)
            boxes[name] = [x, y, box_width, box_height]
            widest = max(widest, box_width)
            y += box_height + STACK
        for name in (n for n in tables if level[n] == column):
            boxes[name][2] = widest
        height = max(height, y - STACK)
        x += widest + GAP
    loops = any(name in _targets(table) for name, table in tables.items())
    return boxes, round(x - GAP + (70 if loops else 1)), round(height + 1)


def _targets(table: Table) -> set[str]:
    return {r["column"].rpartition(".")[0] for c in table["columns"] for r in c.get("references", [])}


def _column(column: Column) -> str:
    return column["name"] + ("?" if column["nullable"] else "")


def _attribute(relationship: Relationship) -> str:
    target = relationship["class"]
    return f"{relationship['name']}: {f'list[{target}]' if relationship['collection'] else target}"


def _row_y(box: Box, table: Table, name: str) -> float:
    index = next((i for i, c in enumerate(table["columns"]) if c["name"] == name), 0)
    return box[1] + HEAD + ROW * index + ROW / 2 + 2


def _connect(
    out: list[str],
    boxes: Mapping[str, Box],
    tables: Tables,
    child: str,
    column: Column,
    parent: str,
    target: str,
) -> None:
    """Adds to `out` the line from the referenced column to the foreign key, with crow's feet."""
    px, _, pw, _ = boxes[parent]
    cx, _, cw, _ = boxes[child]
    y1, y2 = (
        _row_y(boxes[parent], tables[parent], target),
        _row_y(boxes[child], tables[child], column["name"]),
    )
    if parent == child:
        start = end = 1
        x1 = x2 = cx + cw
        path = f"M{x1} {y1} h44 q10 0 10 10 V{y2 - 10} q0 10 -10 10 H{x2}"
    else:
        start, end = (1, -1) if px <= cx else (-1, 1)
        x1 = px + pw if start == 1 else px
        x2 = cx if end == -1 else cx + cw
        if y1 == y2:
            path = f"M{x1} {y1} H{x2}"
        else:
            middle, r, v = (x1 + x2) / 2, min(10, abs(y2 - y1) / 2), 1 if y2 > y1 else -1
            path = (
                f"M{x1} {y1} H{middle - start * r} q{start * r} 0 {start * r} {v * r} "
                f"V{y2 - v * r} q0 {v * r} {start * r} {v * r} H{x2}"
            )
    draw = '<path class="diagram-line" d="{}"/>'.format
    ring = '<circle class="diagram-ring" cx="{}" cy="{}" r="4.5"/>'.format
    out.append(draw(path))
    out.append(draw(f"M{x1 + start * 10} {y1 - 6} v12"))  # the parent's end: one, or none if NULL is allowed
    out.append(ring(x1 + start * 19, y1) if column["nullable"] else draw(f"M{x1 + start * 15} {y1 - 6} v12"))
    if _is_unique(tables[child], column):
        out.append(draw(f"M{x2 + end * 10} {y2 - 6} v12"))
    else:
        out.append(draw(f"M{x2} {y2 - 7} L{x2 + end * 13} {y2} L{x2} {y2 + 7}"))
    out.append(ring(x2 + end * 18, y2))


def _box(box: Box, table: Table, mapper: Mapper | None) -> str:
    x, y, w, h = box
    out = [
        f'<rect class="diagram-box" x="{x}" y="{y}" width="{w}" height="{h}" rx="6"/>',
        f'<path class="diagram-head" d="M{x} {y + HEAD} V{y + 6} q0 -6 6 -6 h{w - 12} q6 0 6 6 '
        f'V{y + HEAD} z"/>',
    ]
    if mapper:
        out.append(f'<text class="diagram-name" x="{x + PAD}" y="{y + 22}">{escape(mapper["class"])}</text>')
        out.append(
            f'<text class="diagram-table" x="{x + w - PAD}" y="{y + 22}">{escape(table["name"])}</text>'
        )
    else:
        out.append(f'<text class="diagram-name" x="{x + PAD}" y="{y + 22}">{escape(table["name"])}</text>')
    for i, column in enumerate(table["columns"]):
        line = y + HEAD + ROW * i + ROW / 2 + 7
        keys = [
            text
            for text, on in (
                ("PK", column.get("primary_key")),
                ("FK", column.get("references")),
                ("UQ", column.get("unique")),
            )
            if on
        ]
        out.append(
            f'<text class="diagram-key" x="{x + PAD}" y="{line}">{" ".join(keys)}</text>'
            f'<text class="diagram-column" x="{x + PAD + KEY}" y="{line}">{escape(_column(column))}</text>'
            f'<text class="diagram-type" x="{x + w - PAD}" y="{line}">{escape(column["type"])}</text>'
        )
    relationships = mapper["relationships"] if mapper else []
    if relationships:
        top = y + HEAD + ROW * len(table["columns"]) + 3
        out.append(f'<path class="diagram-rule" d="M{x} {top} h{w}"/>')
        for i, relationship in enumerate(relationships):
            line = top + ROW * i + ROW / 2 + 6
            out.append(
                f'<text class="diagram-attribute" x="{x + PAD + KEY}" y="{line}">'
                f"{escape(_attribute(relationship))}</text>"
            )
    return "".join(out)
