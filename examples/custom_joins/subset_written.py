from sqlalchemy import ForeignKey, String, and_, create_engine, event
from sqlalchemy.exc import IntegrityError
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
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

# --8<-- [start:append]
with Session(engine) as session:
    mina = Customer(name="Mina", open_orders=[Order(status="open"), Order(status="paid")])
    session.add(mina)
    session.flush()
    print("after the flush:", [order.status for order in mina.open_orders])
    session.commit()
    print("after the commit:", [order.status for order in mina.open_orders])
# --8<-- [end:append]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.get(Customer, 1))
    try:
        session.commit()
    except IntegrityError as error:
        print("error:", error.orig.args[-1].splitlines()[0])
# --8<-- [end:delete]
