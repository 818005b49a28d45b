# databases: mariadb
from sqlalchemy import ForeignKey, String, create_engine, select
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
    session.add(books)
    session.commit()

with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    asia = session.scalars(select(Category).where(Category.name == "Asia")).one()
    books.parent = asia
    session.commit()

# --8<-- [start:read]
tree = select(Category.id).where(Category.name == "Books").cte("subtree", recursive=True)
tree = tree.union_all(select(Category.id).join(tree, Category.parent_id == tree.c.id))

with Session(engine) as session:
    rows = session.scalars(select(tree.c.id)).all()
    print("rows:", len(rows), "categories:", len(set(rows)))
# --8<-- [end:read]
