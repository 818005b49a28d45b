"""A child is deleted: what becomes of its parent, and of a second child."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure

SETTINGS: Settings = {
    "declared": ("back_populates", "Child only"),
    "cascade of Child.parent": ("default", "all", "all, delete-orphan"),
    "cascade of Parent.children": ("default", "all, delete-orphan"),
    "sibling": ("yes", "no"),
    "nullable": ("yes", "no"),
    "loaded": ("nothing", "parent", "parent.children"),
    "deleted by": ("session.delete()", "delete()"),
}


def impossible(cell: Cell) -> str | None:
    if cell["declared"] == "Child only":
        if cell["cascade of Parent.children"] != "default":
            return "Parent has no relationship on which to write it"
        if cell["loaded"] == "parent.children":
            return "Parent has no collection to read"
    return None


def models(cell: Cell) -> str:
    """The two classes."""
    scalar = snippets.cascade(cell["cascade of Child.parent"])
    if "orphan" in cell["cascade of Child.parent"]:
        scalar.append("single_parent=True")
    collection = snippets.cascade(cell["cascade of Parent.children"])
    return snippets.parent_and_child(cell["declared"], cell["nullable"] == "yes", collection, scalar)


def action(cell: Cell) -> str:
    """What is loaded, and the delete."""
    lines = []
    if cell["deleted by"] == "session.delete()":
        lines.append("child = session.get(Child, 1)")
    if cell["loaded"] != "nothing":
        lines.append("parent = session.get(Parent, 1)")
    if cell["loaded"] == "parent.children":
        lines.append("children = parent.children[:]")
    if cell["deleted by"] == "session.delete()":
        return snippets.session(lines, ["session.delete(child)"])
    return snippets.session(lines, ["session.execute(delete(Child).where(Child.id == 1))"])


def rows(cell: Cell) -> Rows:
    children = [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}]
    return {"parent": [{"id": 1}], "child": children if cell["sibling"] == "yes" else children[:1]}


def outcome(seen: Outcome) -> str:
    """What became of the parent and of the other child."""
    if seen["error"]:
        return failure(seen)
    if seen["rows"]["parent"]:
        return "only the child deleted"
    if not seen["rows"]["child"]:
        return "parent deleted by the session, no child left"
    if seen["rows"]["child"] == [[2, None]]:
        return "parent deleted by the session, sibling set to NULL"
    return "parent deleted by the session, sibling left pointing at nothing"


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    if cell["deleted by"] == "delete()" or cell["cascade of Child.parent"] == "default":
        return "only the child deleted", ["DELETE child"]
    statements = ["SELECT parent"] if cell["loaded"] == "nothing" else []
    sibling = cell["sibling"] == "yes"
    if cell["declared"] == "back_populates":  # the parent is deleted, so the session looks after its children
        if cell["loaded"] != "parent.children":
            statements.append("SELECT child")
        if sibling and cell["cascade of Parent.children"] == "default":
            statements.append("UPDATE child")
            if cell["nullable"] == "no":
                return "refused", statements
            name = "parent deleted by the session, sibling set to NULL"
            return name, [*statements, "DELETE child", "DELETE parent"]
    statements += ["DELETE child", "DELETE parent"]
    if cell["declared"] == "back_populates" or not sibling:
        return "parent deleted by the session, no child left", statements
    if database == "sqlite_off":
        return "parent deleted by the session, sibling left pointing at nothing", statements
    return "refused", statements


MATRIX = Matrix(
    "child-deleted",
    SETTINGS,
    impossible,
    models,
    action,
    rows,
    outcome,
    rule,
    down=("deleted by", "cascade of Child.parent", "declared", "cascade of Parent.children"),
    across=("sibling",),
)
