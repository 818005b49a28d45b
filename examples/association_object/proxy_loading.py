from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


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
    for customer, name in {"Mina": "Keyboard", "Joon": "Mouse", "Sora": "Monitor"}.items():
        session.add(Order(customer=customer, products=[Product(name=name, price=90)]))
        session.commit()

# --8<-- [start:lazy]
with Session(engine) as session:
    for order in session.scalars(select(Order).order_by(Order.id)):
        print(f"{order.customer}:", [product.name for product in order.products])
# --8<-- [end:lazy]

# --8<-- [start:selectin]
with Session(engine) as session:
    loaded = selectinload(Order.items).selectinload(OrderItem.product)
    for order in session.scalars(select(Order).options(loaded).order_by(Order.id)):
        print(f"{order.customer}:", [product.name for product in order.products])
# --8<-- [end:selectin]
