from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, validates


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

    @validates("parent")
    def refuse_cycle(self, key, parent):
        ancestor = parent
        while ancestor is not None:
            if ancestor is self:
                raise ValueError(f"{parent.name} is {self.name} itself or below it")
            ancestor = ancestor.parent
        return parent
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    books = Category(name="Books", children=[Category(name="Novels"), Category(name="Comics")])
    books.children.append(Category(name="Travel", children=[Category(name="Asia")]))
    session.add(books)
    session.commit()

# --8<-- [start:refuse]
with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    asia = session.scalars(select(Category).where(Category.name == "Asia")).one()
    try:
        books.parent = asia
    except ValueError as error:
        print("parent:", error)
    try:
        asia.children.append(books)
    except ValueError as error:
        print("children:", error)
    session.commit()
# --8<-- [end:refuse]
