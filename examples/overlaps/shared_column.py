# warns: SAWarning
from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Series(Base):
    __tablename__ = "series"

    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Book(Base):
    __tablename__ = "book"
    __table_args__ = (
        ForeignKeyConstraint(["publisher_id", "author_id"], ["author.publisher_id", "author.id"]),
        ForeignKeyConstraint(["publisher_id", "series_id"], ["series.publisher_id", "series.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    publisher_id: Mapped[int]
    author_id: Mapped[int]
    series_id: Mapped[int]
    author: Mapped["Author"] = relationship()
    series: Mapped["Series"] = relationship()
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
