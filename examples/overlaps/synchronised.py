from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import ArgumentError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:models]
def author_of_an_appended_book(on_books=None, on_author=None):
    """What Book.author holds, with `sync_backref` on one side or the other."""

    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(
            back_populates="author", sync_backref=on_books
        )

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
        author: Mapped["Author | None"] = relationship(
            back_populates="books", viewonly=True, sync_backref=on_author
        )

    mina, tides = Author(name="Mina"), Book(title="Tides")
    mina.books.append(tides)
    return tides.author
# --8<-- [end:models]


# --8<-- [start:sides]
print("no sync_backref:", author_of_an_appended_book())
print("sync_backref=False on Author.books:", author_of_an_appended_book(on_books=False))
print("sync_backref=False on Book.author:", author_of_an_appended_book(on_author=False))
try:
    author_of_an_appended_book(on_books=True)
except InvalidRequestError as error:
    print("sync_backref=True on Author.books:", type(error).__name__)
try:
    author_of_an_appended_book(on_author=True)
except ArgumentError as error:
    print("sync_backref=True on Book.author:", type(error).__name__)
# --8<-- [end:sides]
