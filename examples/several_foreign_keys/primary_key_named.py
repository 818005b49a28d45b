# raises: NoForeignKeysError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    billing_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    shipping_address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    billing_address: Mapped["Address | None"] = relationship(foreign_keys="Address.id")
    shipping_address: Mapped["Address | None"] = relationship(foreign_keys=[shipping_address_id])


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


Base.registry.configure()
