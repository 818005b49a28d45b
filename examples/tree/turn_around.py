from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.exc import CircularDependencyError
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
    session.add(Category(name="Books", children=[Category(name="Media")]))
    session.commit()

# --8<-- [start:one_flush]
with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    media = session.scalars(select(Category).where(Category.name == "Media")).one()
    media.parent = None
    books.parent = media
    try:
        session.commit()
    except CircularDependencyError as error:
        print(type(error).__name__, "-", str(error).split(" (")[0])
# --8<-- [end:one_flush]

# --8<-- [start:two_flushes]
with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    media = session.scalars(select(Category).where(Category.name == "Media")).one()
    media.parent = None
    session.flush()
    books.parent = media
    session.commit()
# --8<-- [end:two_flushes]

# --8<-- [start:check]
with Session(engine) as session:
    for row in session.execute(select(Category.name, Category.parent_id).order_by(Category.id)):
        print("row:", tuple(row))
# --8<-- [end:check]
