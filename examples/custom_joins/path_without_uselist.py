# raises: TypeError
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    foreign,
    mapped_column,
    relationship,
    remote,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(100), unique=True)
    above: Mapped[list["Category"]] = relationship(
        primaryjoin=lambda: foreign(Category.path).like(remote(Category.path) + "/%"),
        viewonly=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:read]
with Session(engine) as session:
    session.add_all([Category(path="kitchen"), Category(path="kitchen/cups")])
    session.commit()
    cups = session.scalars(select(Category).where(Category.path == "kitchen/cups")).one()
    print("direction:", Category.above.property.direction.name)
    print("above:", [category.path for category in cups.above])
# --8<-- [end:read]
