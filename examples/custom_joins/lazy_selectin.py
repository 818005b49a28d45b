from sqlalchemy import ForeignKey, String, and_, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    open_orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: and_(Customer.id == Order.customer_id, Order.status == "open"),
        order_by="Order.id",
        viewonly=True,
        lazy="selectin",
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Customer(id=1, name="Mina"), Customer(id=2, name="Joon")])
    session.flush()
    session.add_all([Order(status="open", customer_id=1), Order(status="paid", customer_id=2)])
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    customers = session.scalars(select(Customer).order_by(Customer.id)).all()
    print("open orders:", [len(customer.open_orders) for customer in customers])
# --8<-- [end:read]
