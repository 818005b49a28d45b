from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship(back_populates="books")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Author(name="Mina", books=[Book(title="Tides")]))
    session.commit()

# --8<-- [start:queued]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    harbour = Book(title="Harbour", author=mina)
    session.add(harbour)
    print("books read:", "books" in mina.__dict__)
    with session.no_autoflush:
        print("books of Mina:", [book.title for book in mina.books])
    print("author_id of Harbour:", harbour.author_id)
# --8<-- [end:queued]

# --8<-- [start:autoflush]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    session.add(Book(title="Fog", author=mina))
    print("books read:", "books" in mina.__dict__)
    print("books of Mina:", [book.title for book in mina.books])
    session.commit()
# --8<-- [end:autoflush]
