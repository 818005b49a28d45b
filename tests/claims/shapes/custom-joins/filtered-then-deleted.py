# at: shapes/custom-joins#overview
# en: yes, but the filtered list counts as read: expire it before you delete the customer
# ko: 됩니다. 다만 걸러진 목록을 읽은 것으로 치므로 고객을 지우기 전에 만료시켜야 합니다
# at: shapes/custom-joins#per-query
# en: Until then the session takes the list for all orders: if the customer is deleted, the orders that are missing from
#     it are neither deleted nor set to `NULL`, and the database refuses or they keep the id of a deleted customer.
# ko: 그때까지 세션은 그 목록을 모든 주문으로 압니다. 그래서 고객을 지우면 목록에 없는 주문은 지워지지도 `NULL`이
#     되지도 않아, 데이터베이스가 거부하거나 지워진 고객의 id가 남습니다.
# vary: filtered = "and_", "criteria"
# vary: cascade = "save-update, merge", "all, delete-orphan"
# vary: expired = False, True
from sqlalchemy import ForeignKey, String, create_engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
    with_loader_criteria,
)

filtered = "and_"
cascade = "save-update, merge"
expired = False


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list["Order"]] = relationship(cascade=cascade)


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(10))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Customer(id=1, orders=[Order(id=1, status="open"), Order(id=2, status="paid")]))
    session.commit()

with engine.connect() as connection:
    checked = connection.dialect.name != "sqlite" or connection.scalar(text("PRAGMA foreign_keys")) == 1

is_open = Order.status == "open"
options = {
    "and_": [selectinload(Customer.orders.and_(is_open))],
    "criteria": [selectinload(Customer.orders), with_loader_criteria(Order, is_open)],
}
refused = False
with Session(engine) as session:
    customer = session.scalars(select(Customer).options(*options[filtered])).one()
    assert [order.id for order in customer.orders] == [1]
    if expired:
        session.expunge(customer)
        customer = session.get(Customer, 1)
    session.delete(customer)
    try:
        session.commit()
    except IntegrityError as error:
        refused = "foreign key" in str(error).lower()

with Session(engine) as session:
    paid = session.scalars(select(Order.customer_id).where(Order.id == 2)).all()
    if expired:
        assert not refused and paid == ([] if "all" in cascade else [None])
    else:
        assert refused == checked and paid == [1]
