from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value


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


# --8<-- [start:assemble]
def show(category, depth=0):
    print("  " * depth + category.name)
    for child in category.children:
        show(child, depth + 1)


def assemble(categories):
    children = {category.id: [] for category in categories}
    for category in categories:
        if category.parent_id in children:
            children[category.parent_id].append(category)
    for category in categories:
        set_committed_value(category, "children", children[category.id])


with Session(engine) as session:
    tree = select(Category.id).where(Category.name == "Books").cte("subtree", recursive=True)
    tree = tree.union_all(select(Category.id).join(tree, Category.parent_id == tree.c.id))
    found = select(Category).join(tree, Category.id == tree.c.id).order_by(Category.name)
    categories = session.scalars(found).all()
    assemble(categories)
    show(next(category for category in categories if category.name == "Books"))
# --8<-- [end:assemble]
