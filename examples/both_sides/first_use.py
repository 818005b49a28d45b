from sqlalchemy import ForeignKey, String, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:models]
def models():
    class Base(DeclarativeBase):
        pass

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

    return Base, Author, Book
# --8<-- [end:models]


# --8<-- [start:uses]
uses = {
    "inspect(Book)": lambda Base, Author, Book: inspect(Book),
    "select(Book)": lambda Base, Author, Book: select(Book),
    "select(Author.books)": lambda Base, Author, Book: select(Author.books),
    "str(select(Book))": lambda Base, Author, Book: str(select(Book)),
    "inspect(Book).relationships": lambda Base, Author, Book: inspect(Book).relationships,
    "Book()": lambda Base, Author, Book: Book(),
    "Base.registry.configure()": lambda Base, Author, Book: Base.registry.configure(),
}
for name, use in uses.items():
    Base, Author, Book = models()
    use(Base, Author, Book)
    print(f"{name}: {'there' if hasattr(Book, 'author') else 'missing'}")
# --8<-- [end:uses]
