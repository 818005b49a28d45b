from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50), unique=True, active_history=True)
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: Customer.email == foreign(Order.email),
        back_populates="customer",
        passive_updates=False,
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
with Session(engine) as session:
    session.add(Customer(email="mina@example.com", orders=[Order()]))
    session.commit()

# --8<-- [start:change]
with Session(engine) as session:
    mina = session.scalars(select(Customer)).one()
    mina.email = "mina@example.org"
    session.commit()
    print("orders of Mina:", [order.email for order in mina.orders])
# --8<-- [end:change]

# --8<-- [start:expired]
with Session(engine) as session:
    mina = session.scalars(select(Customer)).one()
    session.commit()  # expires Mina's e-mail
    mina.email = "mina@example.net"
    session.commit()
    print("orders of Mina:", [order.email for order in mina.orders])
# --8<-- [end:expired]
