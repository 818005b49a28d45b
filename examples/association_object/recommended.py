from sqlalchemy import ForeignKey, String, create_engine, event, select
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

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, per connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Product(name="Keyboard", price=90), Product(name="Mouse", price=40)])
    session.commit()

# --8<-- [start:add]
with Session(engine) as session:
    keyboard = session.scalars(select(Product).where(Product.name == "Keyboard")).one()
    mouse = session.scalars(select(Product).where(Product.name == "Mouse")).one()
    order = Order(customer="Mina")
    order.items.append(OrderItem(product=keyboard, quantity=1, price=keyboard.price))
    order.items.append(OrderItem(product=mouse, quantity=2, price=mouse.price))
    session.add(order)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    for item in order.items:
        print(f"{item.product.name}: {item.quantity} x {item.price}")
    print("total:", sum(item.quantity * item.price for item in order.items))
# --8<-- [end:read]

# --8<-- [start:change]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    mouse = session.scalars(select(Product).where(Product.name == "Mouse")).one()
    item = session.get(OrderItem, (order.id, mouse.id))
    item.quantity = 3
    session.commit()
# --8<-- [end:change]

# --8<-- [start:remove]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    keyboard_item = next(item for item in order.items if item.product.name == "Keyboard")
    order.items.remove(keyboard_item)
    session.commit()
# --8<-- [end:remove]

# --8<-- [start:delete]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    session.delete(order)
    session.commit()
# --8<-- [end:delete]
