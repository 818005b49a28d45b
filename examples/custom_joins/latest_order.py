from sqlalchemy import ForeignKey, String, and_, create_engine, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    aliased,
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
    orders: Mapped[list["Order"]] = relationship(order_by="Order.id")


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
# --8<-- [end:models]


# --8<-- [start:latest]
rank = func.row_number().over(partition_by=Order.customer_id, order_by=Order.id.desc())
ranked = select(Order, rank.label("rank_of_order")).subquery()
RankedOrder = aliased(Order, ranked)

Customer.latest_order = relationship(
    RankedOrder,
    primaryjoin=and_(Customer.id == RankedOrder.customer_id, ranked.c.rank_of_order == 1),
    uselist=False,
    viewonly=True,
)
Customer.latest_two_orders = relationship(
    RankedOrder,
    primaryjoin=and_(Customer.id == RankedOrder.customer_id, ranked.c.rank_of_order <= 2),
    order_by=ranked.c.rank_of_order,
    viewonly=True,
)
# --8<-- [end:latest]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Customer(name="Mina", orders=[Order(total=total) for total in (10, 20, 30)]))
    session.add(Customer(name="Joon", orders=[Order(total=40)]))
    session.add(Customer(name="Sora"))
    session.commit()

# --8<-- [start:lazy]
with Session(engine) as session:
    mina = session.get(Customer, 1)
    print("latest order of Mina:", mina.latest_order.total)
    print("in orders too:", mina.latest_order in mina.orders)
# --8<-- [end:lazy]

# --8<-- [start:selectin]
with Session(engine) as session:
    statement = (
        select(Customer).options(selectinload(Customer.latest_two_orders)).order_by(Customer.id)
    )
    for customer in session.scalars(statement):
        print(f"{customer.name}:", [order.total for order in customer.latest_two_orders])
# --8<-- [end:selectin]

# --8<-- [start:joined]
with Session(engine) as session:
    statement = select(Customer).options(joinedload(Customer.latest_order)).order_by(Customer.id)
    for customer in session.scalars(statement):
        print(f"{customer.name}:", customer.latest_order and customer.latest_order.total)
# --8<-- [end:joined]
