# databases: mariadb
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Shelf(Base):
    __tablename__ = "shelf"

    room: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class Box(Base):
    __tablename__ = "box"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(50))
    room: Mapped[str] = mapped_column(ForeignKey("shelf.room"))
    shelf_number: Mapped[int] = mapped_column(ForeignKey("shelf.number"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add_all([Shelf(room="A", number=1), Shelf(room="B", number=2)])
    session.flush()
    session.add(Box(label="Lamps", room="A", shelf_number=2))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:check]
with Session(engine) as session:
    shelves = select(Shelf.room, Shelf.number).order_by(Shelf.room)
    print("shelves:", session.execute(shelves).all())
    print("box:", session.execute(select(Box.room, Box.shelf_number)).one())
# --8<-- [end:check]
