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
        back_populates="parent", order_by="Category.name", cascade="all, delete-orphan"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    books = Category(name="Books", children=[Category(name="Novels"), Category(name="Comics")])
    books.children.append(Category(name="Travel", children=[Category(name="Asia")]))
    session.add(books)
    session.commit()

# --8<-- [start:alone]
with Session(engine) as session:
    comics = session.scalars(select(Category).where(Category.name == "Comics")).one()
    comics.parent = None
    session.commit()
# --8<-- [end:alone]

# --8<-- [start:with_parent]
with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    travel = session.scalars(select(Category).where(Category.name == "Travel")).one()
    travel.parent = None
    session.commit()
# --8<-- [end:with_parent]

# --8<-- [start:check]
with Session(engine) as session:
    for row in session.execute(select(Category.name, Category.parent_id).order_by(Category.id)):
        print("row:", tuple(row))
# --8<-- [end:check]
