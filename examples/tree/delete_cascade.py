from sqlalchemy import ForeignKey, String, create_engine, event, select
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
        back_populates="parent", order_by="Category.name", cascade="all"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    books = Category(name="Books", children=[Category(name="Novels"), Category(name="Comics")])
    books.children.append(Category(name="Travel", children=[Category(name="Asia")]))
    session.add_all([books, Category(name="Music")])
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    books = session.scalars(select(Category).where(Category.name == "Books")).one()
    session.delete(books)
    session.commit()
# --8<-- [end:delete]

# --8<-- [start:check]
with Session(engine) as session:
    for row in session.execute(select(Category.name, Category.parent_id).order_by(Category.id)):
        print("row:", tuple(row))
# --8<-- [end:check]
