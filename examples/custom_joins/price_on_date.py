from datetime import date

from sqlalchemy import ForeignKey, String, and_, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    foreign,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Price(Base):
    __tablename__ = "price"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    amount: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date]  # the first day on which it is not valid any more


class OrderLine(Base):
    __tablename__ = "order_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    ordered_on: Mapped[date]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    product: Mapped["Product"] = relationship()
    price: Mapped["Price | None"] = relationship(
        primaryjoin=lambda: and_(
            foreign(OrderLine.product_id) == Price.product_id,
            Price.valid_from <= OrderLine.ordered_on,
            OrderLine.ordered_on < Price.valid_until,
        ),
        viewonly=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    cup = Product(name="Cup")
    session.add(cup)
    session.flush()
    for year, amount in ((2024, 8), (2025, 9)):
        session.add(
            Price(
                product_id=cup.id,
                amount=amount,
                valid_from=date(year, 1, 1),
                valid_until=date(year + 1, 1, 1),
            )
        )
    for year in (2024, 2025, 2026):
        session.add(OrderLine(product=cup, ordered_on=date(year, 5, 1)))
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    for line in session.scalars(select(OrderLine).order_by(OrderLine.id)):
        print(f"{line.ordered_on}:", line.price and line.price.amount)
# --8<-- [end:read]

# --8<-- [start:load]
with Session(engine) as session:
    statement = select(OrderLine).options(selectinload(OrderLine.price)).order_by(OrderLine.id)
    for line in session.scalars(statement):
        print(f"{line.ordered_on}:", line.price and line.price.amount)
# --8<-- [end:load]
