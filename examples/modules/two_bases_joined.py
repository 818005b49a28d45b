from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


# --8<-- [start:models]
class AuthorBase(DeclarativeBase):
    pass


class BookBase(DeclarativeBase):
    pass


class Author(AuthorBase):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(lambda: Book, back_populates="author")


class Book(BookBase):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey(Author.id))
    author: Mapped[Author] = relationship(back_populates="books")
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:create]
AuthorBase.metadata.create_all(engine)
BookBase.metadata.create_all(engine)
# --8<-- [end:create]

# --8<-- [start:run]
with Session(engine) as session:
    session.add(Author(name="Hana", books=[Book(title="Tides")]))
    session.commit()

with Session(engine) as session:
    hana = session.scalars(select(Author)).one()
    print("books:", [book.title for book in hana.books])
# --8<-- [end:run]
