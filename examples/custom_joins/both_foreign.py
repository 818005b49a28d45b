# raises: ArgumentError
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50))
    orders: Mapped[list["Order"]] = relationship(
        primaryjoin=lambda: foreign(Customer.email) == foreign(Order.email)
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
