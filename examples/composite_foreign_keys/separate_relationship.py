# raises: AmbiguousForeignKeysError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


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
    shelf: Mapped["Shelf"] = relationship()
# --8<-- [end:models]


Base.registry.configure()
