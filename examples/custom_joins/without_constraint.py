from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50), unique=True)
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: Customer.email == foreign(Order.email),
        back_populates="customer",
        order_by="Order.id",
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(50), index=True)
    customer: Mapped["Customer | None"] = relationship(
        primaryjoin=lambda: foreign(Order.email) == Customer.email, back_populates="orders"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Order(email="mina@example.com"))  # no such customer yet
    session.add(Customer(email="joon@example.com", orders=[Order()]))
    session.commit()

with Session(engine) as session:
    for order in session.scalars(select(Order).order_by(Order.id)):
        print(f"order {order.id}:", order.email, "customer", order.customer and order.customer.id)
# --8<-- [end:add]

# --8<-- [start:later]
with Session(engine) as session:
    mina = Customer(email="mina@example.com")
    session.add(mina)
    session.commit()
    print("orders of Mina:", [order.id for order in mina.orders])
# --8<-- [end:later]

# --8<-- [start:change]
with Session(engine) as session:
    mina = session.scalars(select(Customer).where(Customer.email == "mina@example.com")).one()
    mina.email = "mina@example.org"
    session.commit()
    print("orders of Mina:", [order.id for order in mina.orders])
# --8<-- [end:change]

# --8<-- [start:delete]
with Session(engine) as session:
    joon = session.scalars(select(Customer).where(Customer.email == "joon@example.com")).one()
    session.delete(joon)
    session.commit()
    print("e-mails:", session.scalars(select(Order.email).order_by(Order.id)).all())
# --8<-- [end:delete]
