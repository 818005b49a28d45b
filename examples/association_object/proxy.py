from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
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
    products: AssociationProxy[list["Product"]] = association_proxy(
        "items",
        "product",
        creator=lambda product: OrderItem(product=product, quantity=1, price=product.price),
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
    session.add_all([Product(name="Keyboard", price=90), Product(name="Mouse", price=40)])
    session.commit()

# --8<-- [start:add]
with Session(engine) as session:
    keyboard = session.scalars(select(Product).where(Product.name == "Keyboard")).one()
    mouse = session.scalars(select(Product).where(Product.name == "Mouse")).one()
    order = Order(customer="Mina")
    order.products.append(keyboard)
    order.items.append(OrderItem(product=mouse, quantity=2, price=mouse.price))
    session.add(order)
    session.commit()
    print("products:", [product.name for product in order.products])
# --8<-- [end:add]

# --8<-- [start:remove]
with Session(engine) as session:
    order = session.scalars(select(Order)).one()
    keyboard = session.scalars(select(Product).where(Product.name == "Keyboard")).one()
    order.products.remove(keyboard)
    session.commit()
# --8<-- [end:remove]

# --8<-- [start:query]
with Session(engine) as session:
    mouse = session.scalars(select(Product).where(Product.name == "Mouse")).one()
    holding = select(Order.customer).where(Order.products.contains(mouse))
    print("contains:", session.scalars(holding).all())
    named = select(Order.customer).where(Order.products.any(Product.name == "Mouse"))
    print("any:", session.scalars(named).all())
# --8<-- [end:query]
