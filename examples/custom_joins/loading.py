from sqlalchemy import ForeignKey, String, and_, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)


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
    session.add(Customer(name="Joon", orders=[Order(status="paid")]))
    session.commit()

# --8<-- [start:selectin]
with Session(engine) as session:
    statement = select(Customer).options(selectinload(Customer.open_orders)).order_by(Customer.id)
    for customer in session.scalars(statement):
        print(f"open orders of {customer.name}:", len(customer.open_orders))
# --8<-- [end:selectin]

# --8<-- [start:joined]
with Session(engine) as session:
    statement = select(Customer).options(joinedload(Customer.open_orders)).order_by(Customer.id)
    for customer in session.scalars(statement).unique():
        print(f"open orders of {customer.name}:", len(customer.open_orders))
# --8<-- [end:joined]

# --8<-- [start:any]
with Session(engine) as session:
    statement = select(Customer.name).where(Customer.open_orders.any())
    print("with an open order:", session.scalars(statement).all())
    statement = select(Customer.name).where(~Customer.open_orders.any())
    print("without:", session.scalars(statement).all())
# --8<-- [end:any]

# --8<-- [start:join]
with Session(engine) as session:
    statement = select(Customer.name, Order.id).join(Customer.open_orders)
    print("joined:", session.execute(statement).all())
# --8<-- [end:join]
