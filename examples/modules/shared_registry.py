from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry, relationship


# --8<-- [start:models]
shared = registry()


class AuthorBase(DeclarativeBase):
    registry = shared


class BookBase(DeclarativeBase):
    registry = shared


class Author(AuthorBase):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(BookBase):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship(back_populates="books")
# --8<-- [end:models]


engine = create_engine("sqlite://")
shared.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    session.add(Author(name="Hana", books=[Book(title="Tides")]))
    session.commit()

with Session(engine) as session:
    hana = session.scalars(select(Author)).one()
    print("books:", [book.title for book in hana.books])
# --8<-- [end:run]
