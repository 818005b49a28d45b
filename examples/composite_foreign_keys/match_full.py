# raises: IntegrityError on postgresql
# raises: CompileError on mariadb
from sqlalchemy import ForeignKeyConstraint, String, create_engine, event, select
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
        ForeignKeyConstraint(
            ["room", "shelf_number"], ["shelf.room", "shelf.number"], match="FULL"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(50))
    room: Mapped[str | None] = mapped_column(String(10))
    shelf_number: Mapped[int | None]
    shelf: Mapped["Shelf | None"] = relationship(back_populates="boxes")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:add]
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Shelf(room="A", number=1))
    session.add(Box(label="Lamps", room="Z", shelf_number=None))
    session.commit()
    lamps = session.scalars(select(Box)).one()
    print("saved:", lamps.room, lamps.shelf_number)
    print("shelf:", lamps.shelf)
# --8<-- [end:add]
