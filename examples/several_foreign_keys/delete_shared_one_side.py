# raises: IntegrityError
from sqlalchemy import ForeignKey, String, create_engine, event, select
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
    shipping_address: Mapped["Address | None"] = relationship(foreign_keys=[shipping_address_id])


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(50))
    billed_customers: Mapped[list["Customer"]] = relationship(
        foreign_keys=[Customer.billing_address_id], back_populates="billing_address"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    seoul, busan = Address(city="Seoul"), Address(city="Busan")
    session.add(Customer(name="Mina", billing_address=seoul, shipping_address=busan))
    session.add(Customer(name="Joon", billing_address=busan, shipping_address=busan))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    busan = session.scalars(select(Address).where(Address.city == "Busan")).one()
    session.delete(busan)
    session.commit()
# --8<-- [end:delete]
