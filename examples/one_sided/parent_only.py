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
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Author(name="Mina", books=[Book(title="Tides")])
    session.add(mina)
    session.commit()
    print("books of Mina:", [book.title for book in mina.books])
# --8<-- [end:add]

# --8<-- [start:move]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    tides = mina.books[0]
    joon = Author(name="Joon")
    session.add(joon)
    joon.books.append(tides)
    print(f"before the flush: Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.commit()
    print(f"after the commit: Mina {len(mina.books)}, Joon {len(joon.books)}")
# --8<-- [end:move]

# --8<-- [start:find]
with Session(engine) as session:
    tides = session.scalars(select(Book)).one()
    print("Book has author:", hasattr(tides, "author"))
    print("author of Tides:", session.get(Author, tides.author_id).name)
# --8<-- [end:find]

# --8<-- [start:delete]
with Session(engine) as session:
    joon = session.scalars(select(Author).where(Author.name == "Joon")).one()
    session.delete(joon)
    session.commit()
    print("books:", session.execute(select(Book.title, Book.author_id)).all())
# --8<-- [end:delete]
