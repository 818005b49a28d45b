from sqlalchemy import ForeignKey, String, and_, create_engine
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
with Session(engine) as session:
    session.add(Customer(name="Mina", orders=[Order(status="open"), Order(status="paid")]))
    session.commit()

# --8<-- [start:append]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    order = Order(status="open")
    mina.open_orders.append(order)
    print("in memory:", len(mina.open_orders), "open orders")
    print("customer of the new order:", order.customer)
    print("new order in the session:", order in session)
    session.commit()
    print("after the commit:", len(mina.open_orders), "open order")
# --8<-- [end:append]

# --8<-- [start:clear]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    mina.open_orders = []
    print("in memory:", len(mina.open_orders), "open orders")
    session.commit()
    print("after the commit:", len(mina.open_orders), "open order")
# --8<-- [end:clear]

# --8<-- [start:stale]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    print("read:", len(mina.open_orders), "open order")
    mina.orders.append(Order(status="open"))
    session.flush()
    print("after the flush:", len(mina.open_orders), "open order")
    session.refresh(mina, ["open_orders"])
    print("after the refresh:", len(mina.open_orders), "open orders")
# --8<-- [end:stale]
