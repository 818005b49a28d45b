# raises: OperationalError on sqlite, mariadb
# raises: ProgrammingError on postgresql
from sqlalchemy import ForeignKey, String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Shelf(Base):
    __tablename__ = "shelf"

    room: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Box(Base):
    __tablename__ = "box"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(50))
    room: Mapped[str] = mapped_column(ForeignKey("shelf.room"))
    shelf_number: Mapped[int] = mapped_column(ForeignKey("shelf.number"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:create]
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Shelf(room="A", number=1))
    session.flush()
    session.add(Box(label="Lamps", room="A", shelf_number=1))
    session.commit()
# --8<-- [end:create]
