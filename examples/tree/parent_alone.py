from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    parent: Mapped["Category | None"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
print("direction:", Category.parent.property.direction.name)

with Session(engine) as session:
    books = Category(name="Books")
    session.add(Category(name="Novels", parent=books))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:check]
with Session(engine) as session:
    rows = select(Category.id, Category.name, Category.parent_id).order_by(Category.id)
    for row in session.execute(rows):
        print("row:", tuple(row))
# --8<-- [end:check]
