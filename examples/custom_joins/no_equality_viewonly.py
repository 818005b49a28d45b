from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(String(50))
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: foreign(Order.email).like("%@" + Customer.domain), viewonly=True
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:read]
with Session(engine) as session:
    session.add(Customer(domain="example.com"))
    session.add_all([Order(email="mina@example.com"), Order(email="joon@example.org")])
    session.commit()
    customer = session.scalars(select(Customer)).one()
    print("orders:", [order.email for order in customer.orders])
# --8<-- [end:read]
