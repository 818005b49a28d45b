# raises: InvalidRequestError
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    products: Mapped[list["Product"]] = relationship(
        secondary="join(Order, OrderLine, Order.id == OrderLine.order_id)",
        primaryjoin="Customer.id == Order.customer_id",
        secondaryjoin="OrderLine.product_id == Product.id",
        viewonly=True,
    )
    same_products: Mapped[list["Product"]] = relationship(
        secondary="order_lines",  # no such table
        viewonly=True,
    )
# --8<-- [end:models]


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))


class OrderLine(Base):
    __tablename__ = "order_line"

    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), primary_key=True)


class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
