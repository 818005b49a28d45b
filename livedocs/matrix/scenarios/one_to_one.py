"""A parent has one child, and gets another, or none."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure

NEW = 'Child(id=2, name="new")'
ACTIONS = {
    "parent.child = Child()": [f"parent.child = {NEW}"],
    "parent.child = None": ["parent.child = None"],
    "Child(parent=parent) added": ['session.add(Child(id=2, name="new", parent=parent))'],
    "= None, flush, = Child()": ["parent.child = None", "session.flush()", f"parent.child = {NEW}"],
    "child edited in place": ['parent.child.name = "new"'],
}
SETTINGS: Settings = {
    "cascade": ("default", "all", "all, delete-orphan"),
    "unique": ("yes", "no"),
    "nullable": ("yes", "no"),
    "loaded": ("nothing", "parent.child"),
    "action": tuple(ACTIONS),
}


def impossible(cell: Cell) -> str | None:
    return None


def models(cell: Cell) -> str:
    """The two classes."""
    unique = ", unique=True" if cell["unique"] == "yes" else ""
    null = " | None" if cell["nullable"] == "yes" else ""
    id_ = "id: Mapped[int] = mapped_column(primary_key=True)"
    columns = [
        id_,
        "name: Mapped[str] = mapped_column(String(20))",
        f'parent_id: Mapped[int{null}] = mapped_column(ForeignKey("parent.id"){unique})',
    ]
    sides = snippets.sides("back_populates", snippets.cascade(cell["cascade"]))
    child, parent = ([text.replace("children", "child") for text in arguments or ()] for arguments in sides)
    return snippets.module(
        snippets.class_("Parent", "parent", [id_], [('child: Mapped["Child | None"]', child)]),
        snippets.class_("Child", "child", columns, [(f'parent: Mapped["Parent{null}"]', parent)]),
    )


def action(cell: Cell) -> str:
    """What is loaded, and what is done."""
    lines = ["parent = session.get(Parent, 1)"]
    if cell["loaded"] == "parent.child":
        lines.append("child = parent.child")
    return snippets.session(lines, ACTIONS[cell["action"]])


def rows(cell: Cell) -> Rows:
    return {"parent": [{"id": 1}], "child": [{"id": 1, "name": "old", "parent_id": 1}]}


def outcome(seen: Outcome) -> str:
    """What became of the old child, and whether there is a new one."""
    if seen["error"]:
        return failure(seen)
    parents = {name: parent for _, name, parent in seen["rows"]["child"]}
    if "old" not in parents and len(seen["rows"]["child"]) == 1 and seen["rows"]["child"][0][0] == 1:
        return "edited in place"
    kept = {None: "set to NULL by the session", 1: "left in place"}
    old = kept[parents["old"]] if "old" in parents else "deleted by the session"
    return f"old child {old}, new child added" if "new" in parents else f"old child {old}"


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    statements = [] if cell["loaded"] == "parent.child" else ["SELECT child"]
    if cell["action"] == "child edited in place":
        return "edited in place", [*statements, "UPDATE child"]
    deletes = cell["cascade"] == "all, delete-orphan"
    if not deletes and cell["nullable"] == "no":
        return "refused", [*statements, "UPDATE child"]
    old = "old child deleted by the session" if deletes else "old child set to NULL by the session"
    taken = "DELETE child" if deletes else "UPDATE child"
    if cell["action"] == "parent.child = None":
        return old, [*statements, taken]
    if not deletes or "flush" in cell["action"]:
        return f"{old}, new child added", [*statements, taken, "INSERT child"]
    if cell["unique"] == "yes":  # a flush deletes last: for a moment, both rows are there
        return "refused", [*statements, "INSERT child"]
    return f"{old}, new child added", [*statements, "INSERT child", taken]


MATRIX = Matrix(
    "one-to-one",
    SETTINGS,
    impossible,
    models,
    action,
    rows,
    outcome,
    rule,
    down=("action",),
    across=("cascade", "unique", "nullable"),
)
