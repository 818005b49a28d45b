from sqlalchemy import String, create_engine, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    foreign,
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
    email: Mapped[str] = mapped_column(String(50))
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: func.lower(Customer.email) == func.lower(foreign(Order.email)),
        order_by="Order.id",
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Order(email="mina@example.com"), Order(email="MINA@example.com")])
    session.commit()

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Customer(email="Mina@example.com", orders=[Order()]))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:lazy]
with Session(engine) as session:
    mina = session.scalars(select(Customer)).one()
    print("orders of Mina:", [order.email for order in mina.orders])
# --8<-- [end:lazy]

# --8<-- [start:selectin]
with Session(engine) as session:
    mina = session.scalars(select(Customer).options(selectinload(Customer.orders))).one()
    print("orders of Mina:", [order.email for order in mina.orders])
# --8<-- [end:selectin]
