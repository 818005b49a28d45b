# warns: SAWarning
from sqlalchemy import ForeignKey, String, and_, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    open_order: Mapped["Order | None"] = relationship(
        primaryjoin=lambda: and_(Customer.id == Order.customer_id, Order.status == "open"),
        order_by="Order.id",
        viewonly=True,
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
    mina = Customer(name="Mina")
    session.add(mina)
    session.flush()
    session.add_all([Order(status="open", customer_id=mina.id) for _ in range(2)])
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    print("open order of Mina:", mina.open_order.id)
# --8<-- [end:read]
