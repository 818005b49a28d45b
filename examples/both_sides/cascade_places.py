from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, mapped_column, relationship


# --8<-- [start:back_populates]
class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(
        back_populates="author", cascade="all, delete-orphan"
    )


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship(back_populates="books")
# --8<-- [end:back_populates]


# --8<-- [start:backref]
class LegacyBase(DeclarativeBase):
    pass


class LegacyAuthor(LegacyBase):
    __tablename__ = "legacy_author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class LegacyBook(LegacyBase):
    __tablename__ = "legacy_book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("legacy_author.id"))
    author: Mapped["LegacyAuthor"] = relationship(
        backref=backref("books", cascade="all, delete-orphan")
    )
# --8<-- [end:backref]


# --8<-- [start:cascades]
Base.registry.configure()
LegacyBase.registry.configure()
for relation in [Author.books, Book.author, LegacyAuthor.books, LegacyBook.author]:
    print(f"{relation}: {', '.join(sorted(relation.property.cascade))}")
# --8<-- [end:cascades]
