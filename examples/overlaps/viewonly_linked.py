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
    author: Mapped["Author | None"] = relationship(back_populates="books", viewonly=True)
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:append]
with Session(engine) as session:
    mina = Author(name="Mina")
    tides = Book(title="Tides")
    mina.books.append(tides)
    print("appended: author of Tides", tides.author)
    session.add(mina)
    session.commit()
    print("committed: author of Tides", tides.author.name)
# --8<-- [end:append]

# --8<-- [start:assign]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    harbour = Book(title="Harbour", author=mina)
    session.add(harbour)
    print("assigned: books of Mina", [book.title for book in mina.books])
    session.commit()
    print("committed: author_id of Harbour", harbour.author_id)
# --8<-- [end:assign]

# --8<-- [start:settings]
for relation in [Author.books, Book.author]:
    settings = relation.property
    print(f"{relation}: viewonly {settings.viewonly}, sync_backref {settings.sync_backref}")
# --8<-- [end:settings]
