import re

from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:models]
def linked(counterpart):
    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(back_populates="author")

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
        author: Mapped["Author"] = relationship(back_populates=counterpart(Author))

    try:
        Base.registry.configure()
        return Book.author.property.back_populates
    finally:
        Base.registry.dispose()  # the next model starts afresh
# --8<-- [end:models]


# --8<-- [start:ways]
ways = {
    '"books"': lambda Author: "books",
    '"boks"': lambda Author: "boks",
    "Author.books": lambda Author: Author.books,
    "lambda: Author.books": lambda Author: lambda: Author.books,
}
for name, counterpart in ways.items():
    try:
        print(f"{name}: {linked(counterpart)}")
    except InvalidRequestError as error:
        print(f"{name}: {re.sub(' at 0x[0-9a-f]+', '', str(error))}")
# --8<-- [end:ways]
