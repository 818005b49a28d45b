"""A parent with two children is deleted."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure, statement_names

SETTINGS: Settings = {
    "declared": snippets.WAYS,
    "cascade": ("default", "save-update, merge, delete", "all", "all, delete-orphan"),
    "passive_deletes": ("False", "True", "all"),
    "ondelete": ("none", "CASCADE", "SET NULL", "RESTRICT"),
    "nullable": ("yes", "no"),
    "loaded": ("nothing", "children", "child.parent", "parent.children"),
    "deleted by": ("session.delete()", "delete()"),
}


def impossible(cell: Cell) -> str | None:
    if cell["declared"] == "Child only":
        if cell["cascade"] != "default" or cell["passive_deletes"] != "False":
            return "Parent has no relationship on which to write it"
        if cell["loaded"] == "parent.children":
            return "Parent has no collection to read"
    if cell["declared"] == "Parent only" and cell["loaded"] == "child.parent":
        return "Child has no attribute to read"
    return None


def models(cell: Cell) -> str:
    """The two classes."""
    options = snippets.cascade(cell["cascade"])
    if cell["passive_deletes"] != "False":
        options.append("passive_deletes=" + {"True": "True", "all": '"all"'}[cell["passive_deletes"]])
    key = '"parent.id"' if cell["ondelete"] == "none" else f'"parent.id", ondelete="{cell["ondelete"]}"'
    return snippets.parent_and_child(cell["declared"], cell["nullable"] == "yes", options, key=key)


def action(cell: Cell) -> str:
    """What is loaded, and the delete."""
    lines = []
    if cell["deleted by"] == "session.delete()" or cell["loaded"] == "parent.children":
        lines.append("parent = session.get(Parent, 1)")
    match cell["loaded"]:
        case "children":
            lines.append("children = session.scalars(select(Child)).all()")
        case "child.parent":
            lines.append("children = session.scalars(select(Child)).all()")
            lines.append("parents = [child.parent for child in children]")
        case "parent.children":
            lines.append("children = parent.children[:]")
    if cell["deleted by"] == "session.delete()":
        return snippets.session(lines, ["session.delete(parent)"])
    return snippets.session(lines, ["session.execute(delete(Parent).where(Parent.id == 1))"])


def rows(cell: Cell) -> Rows:
    return {"parent": [{"id": 1}], "child": [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}]}


def outcome(seen: Outcome) -> str:
    """What became of the children."""
    if seen["error"]:
        return failure(seen)
    children = seen["rows"]["child"]
    by_session = {"UPDATE child", "DELETE child"} & set(statement_names(seen))
    by = "by the session" if by_session else "by the database"
    if not children:
        return f"deleted {by}"
    if all(parent is None for _, parent in children):
        return f"set to NULL {by}"
    return "left pointing at nothing"


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    deletes, passive = cell["cascade"] != "default", cell["passive_deletes"]
    nullable, ondelete = cell["nullable"] == "yes", cell["ondelete"]
    if deletes and passive == "all":
        return "configuration error", []
    if database == "mariadb" and ondelete == "SET NULL" and not nullable:
        return "refused at create_all", []

    statements = []
    if cell["deleted by"] == "session.delete()" and cell["declared"] != "Child only" and passive != "all":
        loaded = cell["loaded"] == "parent.children"
        if not loaded and passive == "False":
            statements.append("SELECT child")
        if loaded or passive == "False":  # the session takes care of the children
            statements.append("DELETE child" if deletes else "UPDATE child")
            if not deletes and not nullable:
                return "refused", statements
            by_session = "deleted by the session" if deletes else "set to NULL by the session"
            return by_session, [*statements, "DELETE parent"]

    statements.append("DELETE parent")  # the database takes care of them, or nobody
    if database == "sqlite_off":
        return "left pointing at nothing", statements
    if ondelete == "CASCADE":
        return "deleted by the database", statements
    if ondelete == "SET NULL" and nullable:
        return "set to NULL by the database", statements
    return "refused", statements


MATRIX = Matrix("one-to-many", SETTINGS, impossible, models, action, rows, outcome, rule)
