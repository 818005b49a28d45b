# warns: SAWarning
from sqlalchemy import ForeignKey, String, and_
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:cascade]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    open_orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: and_(Customer.id == Order.customer_id, Order.status == "open"),
        cascade="all, delete-orphan",
        passive_deletes=True,
        viewonly=True,
    )
# --8<-- [end:cascade]


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))


# --8<-- [start:print]
print("cascade:", sorted(Customer.open_orders.property.cascade))
# --8<-- [end:print]

# --8<-- [start:sync]
try:
    relationship("Order", viewonly=True, sync_backref=True)
except ArgumentError as error:
    print("error:", error)
# --8<-- [end:sync]
