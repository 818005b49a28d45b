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
    bestsellers: Mapped[list["Book"]] = relationship(
        primaryjoin="and_(Author.id == Book.author_id, Book.copies_sold >= 1000)",
        viewonly=True,
    )


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    copies_sold: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship(back_populates="books")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    tides = Book(title="Tides", copies_sold=5000)
    harbour = Book(title="Harbour", copies_sold=10)
    session.add(Author(name="Mina", books=[tides, harbour]))
    session.commit()

# --8<-- [start:remove]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    tides = mina.bestsellers[0]
    tides.copies_sold = 900
    mina.bestsellers.remove(tides)
    session.commit()
    print("bestsellers of Mina:", [book.title for book in mina.bestsellers])
    print("books of Mina:", sorted(book.title for book in mina.books))
# --8<-- [end:remove]
