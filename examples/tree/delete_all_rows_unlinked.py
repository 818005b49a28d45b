from sqlalchemy import ForeignKey, String, create_engine, delete, event, func, select, update
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
    session.execute(update(Category).values(parent_id=None))
    session.execute(delete(Category))
    session.commit()
    print("categories left:", session.scalar(select(func.count(Category.id))))
# --8<-- [end:delete]
