# warns: SAWarning
from sqlalchemy import String, and_, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    notes: Mapped[list["Note"]] = relationship(
        primaryjoin=lambda: and_(
            Customer.id == foreign(Note.owner_id), Note.owner_type == "customer"
        ),
        order_by="Note.id",
    )


class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    notes: Mapped[list["Note"]] = relationship(
        primaryjoin=lambda: and_(
            Product.id == foreign(Note.owner_id), Note.owner_type == "product"
        ),
        order_by="Note.id",
    )


class Note(Base):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(50))
    owner_type: Mapped[str | None] = mapped_column(String(20))
    owner_id: Mapped[int | None]
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Customer(name="Mina", notes=[Note(text="Prefers e-mail")]))
    session.add(Product(name="Cup", notes=[Note(text="Fragile")]))
    session.commit()

with Session(engine) as session:
    customer, product = session.get(Customer, 1), session.get(Product, 1)
    print("notes of the customer:", [note.text for note in customer.notes])
    print("notes of the product:", [note.text for note in product.notes])
    for note in session.scalars(select(Note).order_by(Note.id)):
        print(f"note {note.id}:", note.text, note.owner_type, note.owner_id)
# --8<-- [end:add]
