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
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship(back_populates="books")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Author(name="Mina")
    tides = Book(title="Tides")
    mina.books.append(tides)
    harbour = Book(title="Harbour", author=mina)

    print("author of Tides:", tides.author.name)
    print("books of Mina:", [book.title for book in mina.books])
    print("author_id of Tides:", tides.author_id)

    session.add(mina)
    session.commit()
    print("author_id of Tides after the commit:", tides.author_id)
# --8<-- [end:add]
