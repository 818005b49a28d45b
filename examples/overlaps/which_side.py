import warnings

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:models]
def warned(on_books="", on_author=""):
    """The relationships that a warning names, with `overlaps` on one or the other."""

    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(overlaps=on_books)

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
        author: Mapped["Author | None"] = relationship(overlaps=on_author)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Base.registry.configure()
    return len(caught)
# --8<-- [end:models]


# --8<-- [start:sides]
print("no overlaps:", warned())
print('overlaps="books" on Book.author:', warned(on_author="books"))
print('overlaps="author" on Author.books:', warned(on_books="author"))
print('overlaps="author" on Book.author:', warned(on_author="author"))
print('overlaps="Author.books" on Book.author:', warned(on_author="Author.books"))
print('overlaps="boks" on Book.author:', warned(on_author="boks"))
print('overlaps="reviews, books" on Book.author:', warned(on_author="reviews, books"))
# --8<-- [end:sides]
