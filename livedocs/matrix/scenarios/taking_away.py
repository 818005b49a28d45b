"""A parent has two children; the first is taken away, or moved to another parent."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure

ACTIONS = {
    "children.remove(child)": ["parent.children.remove(child)"],
    "children.clear()": ["parent.children.clear()"],
    "children = []": ["parent.children = []"],
    "child.parent = None": ["child.parent = None"],
    "child.parent_id = None": ["child.parent_id = None"],
    "other.children.append(child)": ["other.children.append(child)"],
    "child.parent = other": ["child.parent = other"],
    "remove, then append to other": ["parent.children.remove(child)", "other.children.append(child)"],
    "append to other, then remove": ["other.children.append(child)", "parent.children.remove(child)"],
}
SETTINGS: Settings = {
    "declared": snippets.WAYS,
    "cascade": ("default", "all", "all, delete-orphan"),
    "nullable": ("yes", "no"),
    "loaded": ("nothing", "parent", "parent.children", "both collections"),
    "action": tuple(ACTIONS),
}


def impossible(cell: Cell) -> str | None:
    code = " ".join(ACTIONS[cell["action"]])
    if cell["declared"] == "Child only":
        if cell["cascade"] != "default":
            return "Parent has no relationship on which to write it"
        if "children" in code or cell["loaded"] in ("parent.children", "both collections"):
            return "Parent has no collection"
    if cell["declared"] == "Parent only" and "child.parent " in code:
        return "Child has no attribute to set"
    if "parent.children" in code and cell["loaded"] == "nothing":
        return "the parent is loaded, or it has no collection to change"
    if cell["loaded"] == "both collections" and "other" not in code:
        return "there is only one collection"
    return None


def models(cell: Cell) -> str:
    return snippets.parent_and_child(
        cell["declared"], cell["nullable"] == "yes", snippets.cascade(cell["cascade"])
    )


def action(cell: Cell) -> str:
    """What is loaded, and what is done to the child."""
    lines = ["child = session.get(Child, 1)"]
    if cell["loaded"] != "nothing":
        lines.append("parent = session.get(Parent, 1)")
    if cell["loaded"] in ("parent.children", "both collections"):
        lines.append("children = parent.children[:]")
    if "other" in cell["action"]:
        lines.append("other = session.get(Parent, 2)")
    if cell["loaded"] == "both collections":
        lines.append("others = other.children[:]")
    return snippets.session(lines, ACTIONS[cell["action"]])


def rows(cell: Cell) -> Rows:
    return {"parent": [{"id": 1}, {"id": 2}], "child": [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}]}


def outcome(seen: Outcome) -> str:
    """What became of the first child."""
    if seen["error"]:
        return failure(seen)
    parents = dict(seen["rows"]["child"])
    if 1 not in parents:
        return "deleted by the session"
    return {None: "set to NULL by the session", 1: "unchanged", 2: "moved"}[parents[1]]


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    action, loaded = cell["action"], cell["loaded"]
    statements = (
        [] if "both" in loaded or action == "child.parent = other" else ["SELECT child"]
    )  # the other's
    if action in ("child.parent = other", "other.children.append(child)"):
        return "moved", [*statements, "UPDATE child"]
    if action == "append to other, then remove":
        if loaded == "parent":  # its collection is read when the child is in the other already
            return "fails with ValueError", [*statements, "UPDATE child", "SELECT child"]
        if cell["declared"] != "Parent only":  # append took it out of the first collection
            return "fails with ValueError", statements
        return "moved", [*statements, "UPDATE child"]
    if action == "remove, then append to other" and loaded == "both collections":
        return "moved", ["UPDATE child"]

    reads = loaded == "parent" and action not in ("child.parent = None", "child.parent_id = None")
    statements = ["SELECT child"] if reads else []
    orphan = action != "child.parent_id = None" and (action != "child.parent = None" or loaded != "nothing")
    deletes = orphan and cell["cascade"] == "all, delete-orphan"
    statements.append("DELETE child" if deletes else "UPDATE child")
    if not deletes and cell["nullable"] == "no":
        return "refused", statements
    if action == "remove, then append to other":  # the other collection was read in between: an autoflush
        statements.append("SELECT child")
        if deletes:
            return "fails with InvalidRequestError", statements
        return "moved", [*statements, "UPDATE child"]
    return "deleted by the session" if deletes else "set to NULL by the session", statements


MATRIX = Matrix(
    "taking-away",
    SETTINGS,
    impossible,
    models,
    action,
    rows,
    outcome,
    rule,
    down=("action", "loaded", "declared"),
    across=("cascade", "nullable"),
)
