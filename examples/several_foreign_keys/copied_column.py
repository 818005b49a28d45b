# warns: SAWarning
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
    billing_address: Mapped["Address | None"] = relationship(foreign_keys=[billing_address_id])
    shipping_address: Mapped["Address | None"] = relationship(foreign_keys=[billing_address_id])


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Customer(name="Mina")
    mina.billing_address = Address(city="Seoul")
    mina.shipping_address = Address(city="Busan")
    session.add(mina)
    session.commit()
    print("billing:", mina.billing_address.city)
    print("shipping:", mina.shipping_address.city)
# --8<-- [end:add]

# --8<-- [start:check]
with Session(engine) as session:
    for customer in session.execute(select(Customer.__table__).order_by(Customer.id)):
        print("row:", tuple(customer))
# --8<-- [end:check]
