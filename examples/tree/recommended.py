from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    parent: Mapped["Category | None"] = relationship(back_populates="children", remote_side=[id])
    children: Mapped[list["Category"]] = relationship(
        back_populates="parent", order_by="Category.name"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    books = Category(name="Books", children=[Category(name="Novels"), Category(name="Comics")])
    books.children.append(Category(name="Travel", children=[Category(name="Asia")]))
    session.add(books)
    session.add(Category(name="Music"))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:roots]
with Session(engine) as session:
    roots = select(Category).where(Category.parent_id.is_(None)).order_by(Category.name)
    for root in session.scalars(roots):
        print(root.name, "->", [child.name for child in root.children])
# --8<-- [end:roots]

# --8<-- [start:up]
with Session(engine) as session:
    category = session.scalars(select(Category).where(Category.name == "Asia")).one()
    while category is not None:
        print(category.name)
        category = category.parent
# --8<-- [end:up]
