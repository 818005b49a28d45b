from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
    with_loader_criteria,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    orders: Mapped[list["Order"]] = relationship(back_populates="customer", order_by="Order.id")


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

# --8<-- [start:and_]
only_open = selectinload(Customer.orders.and_(Order.status == "open"))

with Session(engine) as session:
    mina = session.scalars(select(Customer).options(only_open)).one()
    print("orders of Mina:", [order.status for order in mina.orders])
    session.commit()
    print("after the commit:", [order.status for order in mina.orders])
# --8<-- [end:and_]

# --8<-- [start:criteria]
with Session(engine) as session:
    open_everywhere = with_loader_criteria(Order, Order.status == "open")
    mina = session.scalars(select(Customer).options(open_everywhere)).one()
    print("orders of Mina:", [order.status for order in mina.orders])
    session.commit()
    print("after the commit:", [order.status for order in mina.orders])
# --8<-- [end:criteria]

# --8<-- [start:already]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    print("read:", [order.status for order in mina.orders])
    statement = select(Customer).options(only_open)
    session.scalars(statement).one()
    print("after the query:", [order.status for order in mina.orders])
    session.scalars(statement.execution_options(populate_existing=True)).one()
    print("with populate_existing:", [order.status for order in mina.orders])
# --8<-- [end:already]

# --8<-- [start:join]
with Session(engine) as session:
    statement = select(Customer.name).join(Customer.orders.and_(Order.status == "open"))
    print("with an open order:", session.scalars(statement).all())
# --8<-- [end:join]
