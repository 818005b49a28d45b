"""Source texts that several matrices share: a parent and a child, declared in one of five ways."""

from collections.abc import Iterable, Sequence

WAYS = ("back_populates", "backref on Parent", "backref on Child", "Parent only", "Child only")
WIDTH = 88
SHOWN = "# from here on, the statements are shown"


def class_(
    name: str, table: str, columns: Iterable[str], relationships: Iterable[tuple[str, Sequence[str]]] = ()
) -> list[str]:
    """The lines of a class. `columns` are finished; a relationship is an attribute and its arguments."""
    lines = [f"class {name}(Base):", f'    __tablename__ = "{table}"', ""]
    for column in columns:
        head, _, options = column.removesuffix(")").partition(" = mapped_column(")
        lines += call(f"{head} = mapped_column", [options])
    for attribute, arguments in relationships:
        lines += call(f"{attribute} = relationship", arguments)
    return lines


def call(head: str, arguments: Sequence[str]) -> list[str]:
    """The lines of a call, as a formatter breaks them."""
    together = ", ".join(arguments)
    if len(line := f"    {head}({together})") <= WIDTH:
        return [line]
    inner = [f"        {together}"]
    if len(inner[0]) > WIDTH:
        inner = [f"        {argument}," for argument in arguments]
    return [f"    {head}(", *inner, "    )"]


def module(*parts: Iterable[str]) -> str:
    """The parts (lists of lines) with two empty lines between them."""
    return "\n\n\n".join("\n".join(part) for part in parts) + "\n"


def session(before: Iterable[str], shown: Iterable[str]) -> str:
    """The action of a cell: `before` is loaded; the statements of `shown`, and of the commit, are shown."""
    lines = [*before, SHOWN, *shown, "session.commit()"]
    return "\n".join(["with Session(engine) as session:", *(f"    {line}" for line in lines)]) + "\n"


def sides(
    declared: str, collection: Sequence[str] = (), scalar: Sequence[str] = ()
) -> tuple[list[str] | None, list[str] | None]:
    """The arguments of ``Parent.children`` and of ``Child.parent``; None where there is none to write.

    `collection` and `scalar` are the further arguments of each, which a backref takes along.
    """
    match declared:
        case "back_populates":
            return ['back_populates="parent"', *collection], ['back_populates="children"', *scalar]
        case "backref on Parent":
            return [backref("parent", scalar), *collection], None
        case "backref on Child":
            return None, [backref("children", collection), *scalar]
        case "Parent only":
            return [*collection], None
        case "Child only":
            return None, [*scalar]
        case _:
            raise ValueError(f"{declared!r} is not in WAYS")


def backref(name: str, options: Sequence[str]) -> str:
    arguments = ", ".join([f'"{name}"', *options])
    return f"backref=backref({arguments})" if options else f"backref={arguments}"


def cascade(value: str) -> list[str]:
    """The argument for this cascade, as a list: none for the default."""
    return [] if value == "default" else [f'cascade="{value}"']


def parent_and_child(
    declared: str,
    nullable: bool,
    collection: Sequence[str] = (),
    scalar: Sequence[str] = (),
    key: str = '"parent.id"',
    parent: list[str] | None = None,
    column: str = "parent_id",
) -> str:
    """The two classes. `key` is what ``ForeignKey`` gets; `parent` the columns of the parent's table."""
    on_parent, on_child = sides(declared, collection, scalar)
    identity = "id: Mapped[int] = mapped_column(primary_key=True)"
    type_ = "str" if column.endswith("code") else "int"
    type_, target = (f"{type_} | None", "Parent | None") if nullable else (type_, "Parent")
    foreign = f"{column}: Mapped[{type_}] = mapped_column(ForeignKey({key}))"
    children = [] if on_parent is None else [('children: Mapped[list["Child"]]', on_parent)]
    parents = [] if on_child is None else [(f'parent: Mapped["{target}"]', on_child)]
    return module(
        class_("Parent", "parent", parent or [identity], children),
        class_("Child", "child", [identity, foreign], parents),
    )
