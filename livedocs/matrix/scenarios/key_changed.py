"""The key that two children refer to gets another value."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure, statement_names

SETTINGS: Settings = {
    "declared": ("back_populates", "Parent only", "Child only"),
    "key": ("primary key", "UNIQUE"),
    "passive_updates": ("True", "False"),
    "onupdate": ("none", "CASCADE"),
    "nullable": ("yes", "no"),
    "loaded": ("nothing", "child.parent", "parent.children"),
}


def impossible(cell: Cell) -> str | None:
    if cell["declared"] == "Child only" and cell["loaded"] == "parent.children":
        return "Parent has no collection to read"
    if cell["declared"] == "Parent only" and cell["loaded"] == "child.parent":
        return "Child has no attribute to read"
    return None


def models(cell: Cell) -> str:
    """The two classes; passive_updates stands on the parent's side if that has a relationship."""
    option = ["passive_updates=False"] if cell["passive_updates"] == "False" else []
    child_only = cell["declared"] == "Child only"
    collection, scalar = ([], option) if child_only else (option, [])
    key = '"parent.code"' if cell["onupdate"] == "none" else '"parent.code", onupdate="CASCADE"'
    parent = ["code: Mapped[str] = mapped_column(String(20), primary_key=True)"]
    if cell["key"] == "UNIQUE":
        parent = [
            "id: Mapped[int] = mapped_column(primary_key=True)",
            "code: Mapped[str] = mapped_column(String(20), unique=True)",
        ]
    nullable = cell["nullable"] == "yes"
    return snippets.parent_and_child(
        cell["declared"], nullable, collection, scalar, key=key, parent=parent, column="parent_code"
    )


def action(cell: Cell) -> str:
    """What is loaded, and the new value."""
    lines = ['parent = session.scalars(select(Parent).where(Parent.code == "old")).one()']
    if cell["loaded"] == "child.parent":
        lines.append("children = session.scalars(select(Child)).all()")
        lines.append("parents = [child.parent for child in children]")
    if cell["loaded"] == "parent.children":
        lines.append("children = parent.children[:]")
    return snippets.session(lines, ['parent.code = "new"'])


def rows(cell: Cell) -> Rows:
    parent = {"code": "old"} if cell["key"] == "primary key" else {"id": 1, "code": "old"}
    return {"parent": [parent], "child": [{"id": n, "parent_code": "old"} for n in (1, 2)]}


def outcome(seen: Outcome) -> str:
    """What became of the children."""
    if seen["error"]:
        return failure(seen)
    if any(code == "old" for _, code in seen["rows"]["child"]):
        return "left pointing at nothing"
    by_session = "UPDATE child" in statement_names(seen)
    return f"follow, {'by the session' if by_session else 'by the database'}"


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    by_session = cell["passive_updates"] == "False"
    statements = []
    if by_session and cell["declared"] == "Child only":  # it sees the loaded children, and loads no others
        by_session = cell["loaded"] == "child.parent"
    elif by_session and cell["loaded"] != "parent.children":
        statements.append("SELECT child")
    statements.append("UPDATE parent")  # before the children, which still refer to the old key
    if cell["onupdate"] == "none" and database != "sqlite_off":
        return "refused", statements
    if by_session:
        return "follow, by the session", [*statements, "UPDATE child"]
    return "left pointing at nothing" if database == "sqlite_off" else "follow, by the database", statements


MATRIX = Matrix(
    "key-changed",
    SETTINGS,
    impossible,
    models,
    action,
    rows,
    outcome,
    rule,
    without_effect=("key", "nullable"),
    down=("passive_updates", "declared", "loaded"),
    across=("onupdate", "database"),
)
