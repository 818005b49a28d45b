from sqlalchemy import ForeignKey, String, and_, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    orders: Mapped[list["Order"]] = relationship(back_populates="customer", order_by="Order.id")
    open_orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: and_(Customer.id == Order.customer_id, Order.status == "open"),
        order_by="Order.id",
        viewonly=True,
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    customer: Mapped["Customer"] = relationship(back_populates="orders")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Customer(name="Mina", orders=[Order(status="open"), Order(status="paid")]))
    session.add(Customer(name="Joon", orders=[Order(status="paid")]))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    for customer in session.scalars(select(Customer).order_by(Customer.id)):
        print(f"orders of {customer.name}:", [order.status for order in customer.orders])
        print(f"open orders of {customer.name}:", [order.status for order in customer.open_orders])
# --8<-- [end:read]
