from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(String(50))
    items: Mapped[list["OrderItem"]] = relationship(back_populates="order")


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
    keyboard = Product(name="Keyboard", price=90)
    mouse = Product(name="Mouse", price=40)
    order = Order(customer="Mina", items=[OrderItem(product=keyboard, quantity=1, price=90)])
    session.add_all([keyboard, mouse, order])
    session.commit()

# --8<-- [start:remove]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    order.items.clear()
    try:
        session.commit()
    except AssertionError as error:
        print(type(error).__name__ + ":", str(error).partition(" on instance")[0])
# --8<-- [end:remove]
