from sqlalchemy import ForeignKey, String, cast, create_engine, select
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

# --8<-- [start:breadcrumb]
with Session(engine) as session:
    tree = (
        select(Category.id, cast(Category.name, String(500)).label("path"))
        .where(Category.parent_id.is_(None))
        .cte("tree", recursive=True)
    )
    path = cast(tree.c.path + " > " + Category.name, String(500))
    tree = tree.union_all(select(Category.id, path).join(tree, Category.parent_id == tree.c.id))
    for line in session.scalars(select(tree.c.path).order_by(tree.c.path)):
        print(line)
# --8<-- [end:breadcrumb]
