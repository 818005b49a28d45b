from sqlalchemy import ForeignKeyConstraint, String, create_engine, event, select
from sqlalchemy.exc import IntegrityError
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

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    shelf = Shelf(room="A", number=1, boxes=[Box(label="Lamps")])
    session.add_all([shelf, Shelf(room="A", number=2)])
    session.commit()

# --8<-- [start:part]
with Session(engine) as session:
    lamps = session.scalars(select(Box)).one()
    print("read:", lamps.shelf.room, lamps.shelf.number)
    lamps.shelf_number = 2
    session.flush()
    print("after the flush:", lamps.shelf.room, lamps.shelf.number)
    session.commit()
    print("after the commit:", lamps.shelf.room, lamps.shelf.number)
# --8<-- [end:part]

# --8<-- [start:wrong]
with Session(engine) as session:
    lamps = session.scalars(select(Box)).one()
    lamps.room = "C"
    try:
        session.commit()
    except IntegrityError as error:
        print(error.orig)
# --8<-- [end:wrong]
