# warns: SAWarning
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship()


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:one_flush]
with Session(engine) as session:
    mina, joon = Author(name="Mina"), Author(name="Joon")
    tides, harbour = Book(title="Tides"), Book(title="Harbour")
    session.add_all([mina, joon, tides, harbour])
    mina.books.append(tides)
    tides.author = joon
    harbour.author = joon
    mina.books.append(harbour)
    print("books of Mina:", [book.title for book in mina.books])
    print("books of Joon:", [book.title for book in joon.books])
    print("authors:", tides.author.name, harbour.author.name)
    session.commit()
    print("books of Mina:", sorted(book.title for book in mina.books))
    print("books of Joon:", sorted(book.title for book in joon.books))
# --8<-- [end:one_flush]

# --8<-- [start:two_flushes]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book).where(Book.title == "Tides")).one()
    tides.author = mina
    joon.books.append(tides)
    session.commit()
    print("author of Tides:", tides.author.name)
# --8<-- [end:two_flushes]
