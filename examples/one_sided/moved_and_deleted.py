from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(
        back_populates="author", cascade="all, delete-orphan"
    )


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    mina, joon = Author(name="Mina"), Author(name="Joon")
    session.add_all([mina, joon])
    session.flush()
    session.add(Book(title="Tides", author_id=mina.id))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book)).one()
    print("read: Mina", len(mina.books))
    tides.author = joon
    session.delete(mina)
    session.commit()
    print("authors:", session.scalars(select(Author.name)).all())
    print("books:", session.scalars(select(Book.title)).all())
# --8<-- [end:delete]
