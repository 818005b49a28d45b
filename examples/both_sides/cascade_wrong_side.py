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
    author: Mapped["Author | None"] = relationship(backref="books", cascade="all, delete")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    mina = Author(name="Mina")
    session.add_all([Book(title="Tides", author=mina), Book(title="Harbour", author=mina)])
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    tides = session.scalars(select(Book).where(Book.title == "Tides")).one()
    session.delete(tides)
    session.commit()
    print("authors:", session.scalars(select(Author.name)).all())
    print("books:", session.execute(select(Book.title, Book.author_id)).all())
# --8<-- [end:delete]
