from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    debut_id: Mapped[int | None] = mapped_column(ForeignKey("book.id"))
    debut: Mapped["Book | None"] = relationship(foreign_keys=debut_id)
    books: Mapped[list["Book"]] = relationship(
        back_populates="author", foreign_keys="Book.author_id"
    )


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship(back_populates="books", foreign_keys=author_id)
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
for relation in [Author.books, Book.author, Author.debut]:
    print(f"{relation}: {relation.property.back_populates}")
# --8<-- [end:configure]
