"""Two articles share a tag, and one of them has another; an article or the shared tag is deleted."""

from livedocs.matrix import snippets
from livedocs.matrix.model import Cell, Matrix, Outcome, Rows, Rule, Settings, failure, statement_names

SETTINGS: Settings = {
    "deleted": ("article", "tag"),
    "relationships": (
        "back_populates",
        "backref",
        "deleted side only",
        "other side only",
        "both, the other viewonly",
        "both, the deleted's viewonly",
    ),
    "cascade": ("default", "all, delete"),
    "passive_deletes": ("False", "True"),
    "ondelete": ("none", "CASCADE"),
    "loaded": ("nothing", "collection", "reverse collection"),
    "deleted by": ("session.delete()", "delete()"),
}

NAMES = {"article": ("Article", "Tag", "tags", "articles"), "tag": ("Tag", "Article", "articles", "tags")}


def impossible(cell: Cell) -> str | None:
    relationships, loaded = cell["relationships"], cell["loaded"]
    if relationships == "other side only":
        if cell["cascade"] != "default" or cell["passive_deletes"] != "False":
            return "the deleted side has no relationship on which to write it"
        if loaded == "collection":
            return "the deleted side has no collection to read"
    if relationships == "both, the deleted's viewonly" and cell["passive_deletes"] == "True":
        return "SQLAlchemy warns: viewonly writes nothing, so there is nothing to be passive about"
    if relationships == "deleted side only" and loaded == "reverse collection":
        return "the other side has no collection to read"
    return None


def models(cell: Cell) -> str:
    """The association table and the two classes."""
    _, _, collection, reverse = NAMES[cell["deleted"]]
    own, back = ["secondary=article_tag"], ["secondary=article_tag"]  # empty: that side has no relationship
    match cell["relationships"]:
        case "back_populates":
            own.append(f'back_populates="{reverse}"')
            back.append(f'back_populates="{collection}"')
        case "backref":
            own.append(f'backref="{reverse}"')
            back = []
        case "deleted side only":
            back = []
        case "other side only":
            own = []
        case "both, the other viewonly":
            back.append("viewonly=True")
        case "both, the deleted's viewonly":
            own.append("viewonly=True")
    if own:
        own += snippets.cascade(cell["cascade"])
        own += ["passive_deletes=True"] if cell["passive_deletes"] == "True" else []
    arguments = {collection: own, reverse: back}
    ondelete = "" if cell["ondelete"] == "none" else ', ondelete="CASCADE"'
    table = ["article_tag = Table(", '    "article_tag",', "    Base.metadata,"]
    for name in ("article", "tag"):
        table.append(f'    Column("{name}_id", ForeignKey("{name}.id"{ondelete}), primary_key=True),')
    classes = [
        snippets.class_(
            class_,
            class_.lower(),
            ["id: Mapped[int] = mapped_column(primary_key=True)"],
            [(f'{name}: Mapped[list["{target}"]]', arguments[name])] if arguments[name] else [],
        )
        for class_, name, target in (("Article", "tags", "Tag"), ("Tag", "articles", "Article"))
    ]
    return snippets.module([*table, ")"], *classes)


def action(cell: Cell) -> str:
    """What is loaded, and the delete."""
    name = cell["deleted"]
    class_, other, collection, reverse = NAMES[name]
    lines = []
    if cell["deleted by"] == "session.delete()" or cell["loaded"] == "collection":
        lines.append(f"{name} = session.get({class_}, 1)")
    if cell["loaded"] == "collection":
        lines.append(f"{collection} = {name}.{collection}[:]")
    if cell["loaded"] == "reverse collection":
        lines.append(f"{collection} = session.scalars(select({other})).all()")
        lines.append(f"{reverse} = [{other.lower()}.{reverse}[:] for {other.lower()} in {collection}]")
    if cell["deleted by"] == "session.delete()":
        return snippets.session(lines, [f"session.delete({name})"])
    return snippets.session(lines, [f"session.execute(delete({class_}).where({class_}.id == 1))"])


def rows(cell: Cell) -> Rows:
    return {
        "article": [{"id": 1}, {"id": 2}],
        "tag": [{"id": 1}, {"id": 2}],
        "article_tag": [
            {"article_id": article, "tag_id": tag}
            for article, tag in ((1, 1), (2, 1), (1, 2) if cell["deleted"] == "article" else (2, 2))
        ],
    }


def outcome(seen: Outcome) -> str:
    """What became of the association rows, and whether the objects at their other end are gone too."""
    if seen["error"]:
        return failure(seen)
    articles, tags, pairs = (seen["rows"][table] for table in ("article", "tag", "article_tag"))
    linked = ", linked objects too" if len(articles) + len(tags) < 3 else ""
    if any([article] not in articles or [tag] not in tags for article, tag in pairs):
        return f"association rows left pointing at nothing{', linked objects deleted' if linked else ''}"
    by_session = sum(
        count
        for name, (_, _, count) in zip(statement_names(seen), seen["statements"], strict=True)
        if name == "DELETE article_tag"
    )
    by = {0: "the database", 3 - len(pairs): "the session"}.get(by_session, "both session and database")
    return f"association rows deleted by {by}{linked}"


def rule(cell: Cell, database: str) -> Rule:
    """What happens: (outcome, statements), from the settings alone."""
    deleted, other = ("article", "tag") if cell["deleted"] == "article" else ("tag", "article")
    checks, ondelete = database != "sqlite_off", cell["ondelete"]
    loaded, passive = cell["loaded"] == "collection", cell["passive_deletes"] == "True"
    writes = cell["relationships"] not in ("other side only", "both, the deleted's viewonly")
    if cell["deleted by"] == "delete()" or not writes or (passive and not loaded):
        statements = [f"DELETE {deleted}"]  # the database takes care of the association rows, or nobody
        if not checks:
            return "association rows left pointing at nothing", statements
        return "refused" if ondelete == "none" else "association rows deleted by the database", statements

    statements = [] if loaded else [f"SELECT {other}"]
    if cell["cascade"] == "default":
        statements += ["DELETE article_tag", f"DELETE {deleted}"]
        return "association rows deleted by the session", statements
    if cell["relationships"] in ("back_populates", "backref"):  # the linked objects look after their rows too
        if cell["loaded"] != "reverse collection":
            statements += [f"SELECT {deleted}"] * 2  # one for each of the two
        # Article.tags goes first, by name: a deleted tag's rows are all in the articles that go with it
        statements += ["DELETE article_tag"] * (2 if deleted == "article" else 1)
        name = "association rows deleted by the session, linked objects too"
        return name, [*statements, "DELETE article", "DELETE tag"]
    statements += [
        "DELETE article_tag",
        f"DELETE {deleted}",
        f"DELETE {other}",
    ]  # not the second article's rows
    if not checks:
        return "association rows left pointing at nothing, linked objects deleted", statements
    if ondelete == "none":
        return "refused", statements
    return "association rows deleted by both session and database, linked objects too", statements


MATRIX = Matrix(
    "many-to-many",
    SETTINGS,
    impossible,
    models,
    action,
    rows,
    outcome,
    rule,
    down=("deleted by", "relationships", "cascade", "passive_deletes", "loaded"),
    across=("ondelete", "database"),
)
