from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    aliased,
    joinedload,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    billing_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    shipping_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    billing_address: Mapped["Address | None"] = relationship(
        foreign_keys=[billing_address_id], back_populates="billed_customers"
    )
    shipping_address: Mapped["Address | None"] = relationship(
        foreign_keys=[shipping_address_id], back_populates="shipped_customers"
    )


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(50))
    billed_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys=[Customer.billing_address_id], back_populates="billing_address"
    )
    shipped_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys=[Customer.shipping_address_id], back_populates="shipping_address"
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    seoul, busan = Address(city="Seoul"), Address(city="Busan")
    session.add(Customer(name="Mina", billing_address=seoul, shipping_address=busan))
    session.add(Customer(name="Joon", billing_address=busan, shipping_address=busan))
    session.commit()

# --8<-- [start:one]
with Session(engine) as session:
    billed = select(Customer.name).join(Customer.billing_address).where(Address.city == "Seoul")
    print("billed in Seoul:", session.scalars(billed).all())
# --8<-- [end:one]

# --8<-- [start:both]
billing, shipping = aliased(Address), aliased(Address)
with Session(engine) as session:
    cities = (
        select(Customer.name, billing.city, shipping.city)
        .join(Customer.billing_address.of_type(billing))
        .join(Customer.shipping_address.of_type(shipping))
    )
    for row in session.execute(cities.order_by(Customer.id)):
        print("row:", tuple(row))
# --8<-- [end:both]

# --8<-- [start:load]
with Session(engine) as session:
    both = (joinedload(Customer.billing_address), joinedload(Customer.shipping_address))
    for customer in session.scalars(select(Customer).options(*both).order_by(Customer.id)):
        print(customer.name, customer.billing_address.city, customer.shipping_address.city)
# --8<-- [end:load]
