from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(50))
    billed_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys="Customer.billing_address_id", back_populates="billing_address"
    )
    shipped_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys=lambda: Customer.shipping_address_id, back_populates="shipping_address"
    )
    other_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys="[Customer.other_address_id]", back_populates="other_address"
    )


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    billing_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    shipping_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    other_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    billing_address: Mapped["Address | None"] = relationship(
        foreign_keys=billing_address_id, back_populates="billed_customers"
    )
    shipping_address: Mapped["Address | None"] = relationship(
        foreign_keys=[shipping_address_id], back_populates="shipped_customers"
    )
    other_address: Mapped["Address | None"] = relationship(
        foreign_keys=[other_address_id], back_populates="other_customers"
    )
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
for name in ("billing_address", "shipping_address", "other_address"):
    print(name, "joins on", getattr(Customer, name).property.primaryjoin)
for name in ("billed_customers", "shipped_customers", "other_customers"):
    print(name, "joins on", getattr(Address, name).property.primaryjoin)
# --8<-- [end:configure]
