from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(Book(title="Tides", author=Author(name="Mina")))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:move]
with Session(engine) as session:
    tides = session.scalars(select(Book)).one()
    print("author of Tides:", tides.author.name)
    tides.author = Author(name="Joon")
    session.commit()
    print("author of Tides:", tides.author.name)
# --8<-- [end:move]

# --8<-- [start:find]
with Session(engine) as session:
    joon = session.scalars(select(Author).where(Author.name == "Joon")).one()
    print("Author has books:", hasattr(joon, "books"))
    books = session.scalars(select(Book).where(Book.author == joon)).all()
    print("books of Joon:", [book.title for book in books])
# --8<-- [end:find]
