from sqlalchemy import ForeignKey, String, create_engine, inspect, select
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
        back_populates="parent", order_by="Category.name", lazy="selectin"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    world = Category(name="World", children=[Category(name="Asia")])
    world.children[0].children.append(Category(name="Korea", children=[Category(name="Seoul")]))
    session.add(world)
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    category = session.scalars(select(Category).where(Category.parent_id.is_(None))).one()
    while category.name != "Seoul":
        print(category.name, "has its children:", "children" not in inspect(category).unloaded)
        category = category.children[0]
# --8<-- [end:read]
