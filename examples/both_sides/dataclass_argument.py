from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship


# --8<-- [start:models]
class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(backref="author", default_factory=list)


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), init=False)
# --8<-- [end:models]


# --8<-- [start:add]
mina = Author(name="Mina")
try:
    Book(title="Tides", author=mina)
except TypeError as error:
    print("TypeError:", error)
print("fields of Book:", list(Book.__dataclass_fields__))
# --8<-- [end:add]

# --8<-- [start:without]
tides = Book(title="Tides")
tides.author = mina
print("books of Mina:", [book.title for book in mina.books])
# --8<-- [end:without]
