from sqlalchemy import ForeignKeyConstraint, String, create_engine, select, tuple_
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Shelf(Base):
    __tablename__ = "shelf"

    room: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    boxes: Mapped[list["Box"]] = relationship(back_populates="shelf", order_by="Box.label")


class Box(Base):
    __tablename__ = "box"
    __table_args__ = (
        ForeignKeyConstraint(["room", "shelf_number"], ["shelf.room", "shelf.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(50))
    room: Mapped[str] = mapped_column(String(10))
    shelf_number: Mapped[int]
    shelf: Mapped["Shelf"] = relationship(back_populates="boxes")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    shelf = Shelf(room="A", number=1, boxes=[Box(label="Lamps"), Box(label="Books")])
    session.add_all([shelf, Shelf(room="A", number=2), Shelf(room="B", number=1)])
    session.commit()
# --8<-- [end:add]

# --8<-- [start:find]
with Session(engine) as session:
    shelf = session.get(Shelf, ("A", 1))
    print("boxes on A 1:", [box.label for box in shelf.boxes])
    box = session.scalars(select(Box).where(Box.label == "Lamps")).one()
    print("the shelf of the lamps:", box.shelf.room, box.shelf.number)
    places = tuple_(Box.room, Box.shelf_number).in_([("A", 1), ("B", 1)])
    print("found:", session.scalars(select(Box.label).where(places).order_by(Box.label)).all())
# --8<-- [end:find]

# --8<-- [start:move]
with Session(engine) as session:
    lamps = session.scalars(select(Box).where(Box.label == "Lamps")).one()
    lamps.shelf = session.get(Shelf, ("A", 2))
    session.commit()
    print("lamps:", lamps.room, lamps.shelf_number)
# --8<-- [end:move]
