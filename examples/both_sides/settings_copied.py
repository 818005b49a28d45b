from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    editor_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship(backref="books", foreign_keys=author_id)
    editor: Mapped["Author"] = relationship(
        backref="edited_books",
        foreign_keys=editor_id,
        passive_updates=False,
        post_update=True,
        lazy="joined",
    )
# --8<-- [end:models]


# --8<-- [start:settings]
Base.registry.configure()
for relation in [Author.books, Book.author, Author.edited_books, Book.editor]:
    print(f"{relation}: {relation.property.primaryjoin}")
for name in ["passive_updates", "post_update", "lazy"]:
    there = getattr(Book.editor.property, name)
    back = getattr(Author.edited_books.property, name)
    print(f"{name}: Book.editor {there}, Author.edited_books {back}")
# --8<-- [end:settings]
