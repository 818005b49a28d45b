from sqlalchemy import ForeignKey, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(String(50))
    items: Mapped[list["OrderItem"]] = relationship(
        back_populates="order", cascade="all, delete-orphan"
    )


class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    price: Mapped[int]


class OrderItem(Base):
    __tablename__ = "order_item"

    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), primary_key=True)
    quantity: Mapped[int]
    price: Mapped[int]
    order: Mapped["Order"] = relationship(back_populates="items")
    product: Mapped["Product"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    keyboard, mouse = Product(name="Keyboard", price=90), Product(name="Mouse", price=40)
    session.add_all([keyboard, mouse])
    for customer, lines in {"Mina": [(keyboard, 1), (mouse, 2)], "Joon": [(mouse, 1)]}.items():
        items = [OrderItem(product=line, quantity=count, price=line.price) for line, count in lines]
        session.add(Order(customer=customer, items=items))
        session.commit()

session = Session(engine)

# --8<-- [start:totals]
totals = (
    select(Order.customer, func.sum(OrderItem.quantity * OrderItem.price))
    .join(Order.items)
    .group_by(Order.id, Order.customer)
    .order_by(Order.id)
)
print("totals:", [(customer, int(total)) for customer, total in session.execute(totals)])
# --8<-- [end:totals]

# --8<-- [start:customers]
customers = (
    select(Order.customer)
    .join(Order.items)
    .join(OrderItem.product)
    .where(Product.name == "Mouse", OrderItem.quantity >= 2)
)
print("two mice or more:", session.scalars(customers).all())
# --8<-- [end:customers]

session.close()
