from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    open_orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: Customer.id == Order.customer_id and Order.status == "open",
        viewonly=True,
    )
    paid_orders: Mapped[list["Order"]] = relationship(
        primaryjoin="Customer.id == Order.customer_id and Order.status == 'paid'",
        viewonly=True,
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
# --8<-- [end:models]


# --8<-- [start:join]
print("lambda:", Customer.open_orders.property.primaryjoin)
print("string:", Customer.paid_orders.property.primaryjoin)
# --8<-- [end:join]
