# raises: NameError
from sqlalchemy import ForeignKey, and_, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    latest_order: Mapped["Order | None"] = relationship(
        lambda: RankedOrder,
        primaryjoin=lambda: and_(
            Customer.id == RankedOrder.customer_id, ranked.c.rank_of_order == 1
        ),
        viewonly=True,
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))


rank = func.row_number().over(partition_by=Order.customer_id, order_by=Order.id.desc())
ranked = select(Order, rank.label("rank_of_order")).subquery()
RankedOrder = aliased(Order, ranked)
# --8<-- [end:models]
