# raises: InvalidRequestError
from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin="Customer.id == Oder.customer_id"
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    status: Mapped[str] = mapped_column(String(20))
# --8<-- [end:models]


# --8<-- [start:configure]
try:
    Base.registry.configure()
except InvalidRequestError as error:
    print("error:", error)
# --8<-- [end:configure]

# --8<-- [start:again]
Order(status="open")
# --8<-- [end:again]
