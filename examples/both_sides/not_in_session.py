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
    session.add(Author(name="Mina"))
    session.commit()

# --8<-- [start:forgotten]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    tides = Book(title="Tides", author=mina)
    print("Tides is in the session:", tides in session)
    session.commit()
    print("books:", session.scalars(select(Book.title)).all())
# --8<-- [end:forgotten]

# --8<-- [start:added]
with Session(engine) as session:
    mina = session.scalars(select(Author)).one()
    session.add(Book(title="Harbour", author=mina))
    mina.books.append(Book(title="Fog"))
    session.commit()
    print("books:", session.scalars(select(Book.title).order_by(Book.id)).all())
# --8<-- [end:added]
