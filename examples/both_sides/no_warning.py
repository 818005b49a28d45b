import warnings

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(backref="author")

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))

    Base.registry.configure()
    mina = Author(name="Mina", books=[Book(title="Tides")])

print("warnings:", len(caught))
print("author of Tides:", mina.books[0].author.name)
# --8<-- [end:models]
