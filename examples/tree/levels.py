from sqlalchemy import ForeignKey, String, create_engine, inspect, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


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
    world = Category(name="World", children=[Category(name="Asia")])
    world.children[0].children.append(Category(name="Korea", children=[Category(name="Seoul")]))
    session.add(world)
    session.commit()


# --8<-- [start:levels]
def loaded(option):
    with Session(engine) as session:
        roots = select(Category).where(Category.parent_id.is_(None)).options(option)
        category = session.scalars(roots).one()
        names = []
        while "children" not in inspect(category).unloaded:
            names += [child.name for child in category.children]
            if not category.children:
                break
            category = category.children[0]
        return names


print("no recursion_depth:", loaded(selectinload(Category.children)))
for depth in (1, 2, -1):
    option = selectinload(Category.children, recursion_depth=depth)
    print(f"recursion_depth={depth}:", loaded(option))
# --8<-- [end:levels]
