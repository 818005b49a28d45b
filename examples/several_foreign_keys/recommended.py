from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
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
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    seoul, busan = Address(city="Seoul"), Address(city="Busan")
    session.add(Customer(name="Mina", billing_address=seoul, shipping_address=busan))
    session.add(Customer(name="Joon", billing_address=busan, shipping_address=busan))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:read]
with Session(engine) as session:
    for address in session.scalars(select(Address).order_by(Address.city)):
        print(address.city, "is billed:", [customer.name for customer in address.billed_customers])
        print(address.city, "receives:", [customer.name for customer in address.shipped_customers])
# --8<-- [end:read]
