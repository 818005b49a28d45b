from sqlalchemy import ForeignKey, String, UniqueConstraint, create_engine, select
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
    __table_args__ = (UniqueConstraint("order_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
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

# --8<-- [start:replace]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    keyboard = session.scalars(select(Product).where(Product.name == "Keyboard")).one()
    order.items.clear()
    session.flush()
    order.items.append(OrderItem(product=keyboard, quantity=5, price=80))
    session.commit()
# --8<-- [end:replace]
