from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    successor_code: Mapped[str | None] = mapped_column(String(20))
    successor: Mapped["Product | None"] = relationship(
        primaryjoin=lambda: foreign(Product.successor_code) == Product.code
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Product(code="CUP-1", successor=Product(code="CUP-2")))
    session.commit()
    for product in session.scalars(select(Product).order_by(Product.code)):
        print(f"successor_code of {product.code}:", product.successor_code)
    print("direction:", Product.successor.property.direction.name)
# --8<-- [end:add]
