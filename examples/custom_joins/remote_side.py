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
class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    successor_code: Mapped[str | None] = mapped_column(String(20))

    # With annotations
    successor: Mapped["Product | None"] = relationship(
        primaryjoin=lambda: foreign(Product.successor_code) == remote(Product.code),
        back_populates="predecessors",
    )
    predecessors: Mapped[list["Product"]] = relationship(
        primaryjoin=lambda: Product.code == remote(foreign(Product.successor_code)),
        back_populates="successor",
    )

    # The same with parameters
    next_product: Mapped["Product | None"] = relationship(
        primaryjoin=lambda: Product.successor_code == Product.code,
        foreign_keys=lambda: Product.successor_code,
        remote_side=lambda: Product.code,
        viewonly=True,
    )
    previous_products: Mapped[list["Product"]] = relationship(
        primaryjoin=lambda: Product.code == Product.successor_code,
        foreign_keys=lambda: Product.successor_code,
        remote_side=lambda: Product.successor_code,
        viewonly=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Product(code="CUP-1", successor=Product(code="CUP-2")))
    session.commit()

with Session(engine) as session:
    old = session.scalars(select(Product).where(Product.code == "CUP-1")).one()
    new = session.scalars(select(Product).where(Product.code == "CUP-2")).one()
    print("successor of CUP-1:", old.successor.code, "by parameters:", old.next_product.code)
    print(
        "predecessors of CUP-2:",
        [product.code for product in new.predecessors],
        "by parameters:",
        [product.code for product in new.previous_products],
    )
# --8<-- [end:add]

# --8<-- [start:direction]
for name in ("successor", "predecessors", "next_product", "previous_products"):
    prop = Product.__mapper__.relationships[name]
    pairs = [f"{local.name} -> {other.name}" for local, other in prop.local_remote_pairs]
    print(f"{name}:", prop.direction.name, *pairs)
# --8<-- [end:direction]
