from sqlalchemy import String, and_, create_engine, event, select
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
        cascade="all",
        overlaps="notes",
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
        cascade="all",
        overlaps="notes",
    )


class Note(Base):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(50))
    owner_type: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None]
# --8<-- [end:models]


# --8<-- [start:listen]
@event.listens_for(Customer.notes, "append")
@event.listens_for(Product.notes, "append")
def remember_the_type(owner, note, _):
    note.owner_type = owner.__tablename__
# --8<-- [end:listen]


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

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.get(Customer, 1))
    session.commit()
    print("left:", session.scalars(select(Note.text)).all())
# --8<-- [end:delete]
