from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    foreign,
    mapped_column,
    relationship,
    remote,
    selectinload,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(100), unique=True)
    below: Mapped[list["Category"]] = relationship(
        primaryjoin=lambda: remote(foreign(Category.path)).like(Category.path + "/%"),
        order_by=lambda: Category.path,
        viewonly=True,
    )
    above: Mapped[list["Category"]] = relationship(
        primaryjoin=lambda: foreign(Category.path).like(remote(Category.path) + "/%"),
        order_by=lambda: Category.path,
        uselist=True,
        viewonly=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    for path in ("kitchen", "kitchen/cups", "kitchen/cups/glass", "kitchen/pots", "garden"):
        session.add(Category(path=path))
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    cups = session.scalars(select(Category).where(Category.path == "kitchen/cups")).one()
    print("below:", [category.path for category in cups.below])
    print("above:", [category.path for category in cups.above])
# --8<-- [end:read]

# --8<-- [start:load]
with Session(engine) as session:
    statement = select(Category).options(selectinload(Category.below)).order_by(Category.path)
    for category in session.scalars(statement):
        print(f"below {category.path}:", [below.path for below in category.below])
# --8<-- [end:load]
