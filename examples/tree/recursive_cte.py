from sqlalchemy import ForeignKey, String, create_engine, literal, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    parent: Mapped["Category | None"] = relationship(back_populates="children", remote_side=[id])
    children: Mapped[list["Category"]] = relationship(
        back_populates="parent", order_by="Category.name"
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    books = Category(name="Books", children=[Category(name="Novels"), Category(name="Comics")])
    books.children.append(Category(name="Travel", children=[Category(name="Asia")]))
    session.add_all([books, Category(name="Music")])
    session.commit()

# --8<-- [start:subtree]
def subtree(name):
    tree = (
        select(Category.id, literal(0).label("depth"))
        .where(Category.name == name)
        .cte("subtree", recursive=True)
    )
    return tree.union_all(
        select(Category.id, tree.c.depth + 1).join(tree, Category.parent_id == tree.c.id)
    )


with Session(engine) as session:
    tree = subtree("Books")
    found = select(Category, tree.c.depth).join(tree, Category.id == tree.c.id)
    for category, depth in session.execute(found.order_by(tree.c.depth, Category.name)):
        print(depth, category.name)
# --8<-- [end:subtree]

# --8<-- [start:path]
with Session(engine) as session:
    path = (
        select(Category.id, Category.parent_id, literal(0).label("height"))
        .where(Category.name == "Asia")
        .cte("path", recursive=True)
    )
    path = path.union_all(
        select(Category.id, Category.parent_id, path.c.height + 1).join(
            path, Category.id == path.c.parent_id
        )
    )
    names = select(Category.name).join(path, Category.id == path.c.id)
    print("path:", session.scalars(names.order_by(path.c.height.desc())).all())
# --8<-- [end:path]
