import typing

from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
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
# --8<-- [end:models]


# --8<-- [start:before]
print("Author has books:", hasattr(Author, "books"))
print("Book has author:", hasattr(Book, "author"))
try:
    statement = select(Book).join(Book.author)
except AttributeError as error:
    print("AttributeError:", error)

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
print("Book has author after create_all():", hasattr(Book, "author"))
# --8<-- [end:before]

# --8<-- [start:after]
configure_mappers()
print("Book has author after configure_mappers():", hasattr(Book, "author"))
statement = select(Book).join(Book.author)
print("joins:", "JOIN author ON author.id = book.author_id" in str(statement))
# --8<-- [end:after]

# --8<-- [start:hints]
print("annotations of Author:", list(Author.__annotations__))
print("annotations of Book:", list(Book.__annotations__))
print("type hints of Book:", list(typing.get_type_hints(Book)))
# --8<-- [end:hints]
