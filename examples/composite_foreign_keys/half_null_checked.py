# raises: IntegrityError on sqlite, postgresql
# raises: OperationalError on mariadb
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, create_engine, event
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
        CheckConstraint("(room IS NULL) = (shelf_number IS NULL)", name="all_or_nothing"),
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


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Shelf(room="A", number=1))
    session.add(Box(label="Lamps", room="Z", shelf_number=None))
    session.commit()
# --8<-- [end:add]
