# at: linking/both-sides#not-in-session
# en: `Book(title="Tides", author=mina)` puts the book into `mina.books`, but not into Mina's session. At the flush the
#     session finds a book in the collection that it does not know. It warns, and the book is not saved.
# ko: `Book(title="Tides", author=mina)`는 책을 `mina.books`에 넣지만 Mina의 세션에는 넣지 않습니다. 플러시할 때 세션은
#     컬렉션에서 모르는 책을 발견합니다. 세션은 경고하고, 책은 저장되지 않습니다.
# vary: declared = "back_populates", "backref on Author", "backref on Book"
# vary: state = "unread", "read"
# vary: how = "author=", "append", "add"
import warnings

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column, relationship

declared = "back_populates"
state = "unread"
how = "author="


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    if declared == "back_populates":
        books: Mapped[list["Book"]] = relationship(back_populates="author")
    elif declared == "backref on Author":
        books: Mapped[list["Book"]] = relationship(backref="author")


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    if declared == "back_populates":
        author: Mapped["Author | None"] = relationship(back_populates="books")
    elif declared == "backref on Book":
        author: Mapped["Author | None"] = relationship(backref="books")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

configure_mappers()
with Session(engine) as session, warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    mina = Author(id=1)
    session.add(mina)
    session.commit()
    if state == "read":
        assert mina.books == []
    tides = Book(id=1) if how == "append" else Book(id=1, author=mina)
    if how == "append":
        mina.books.append(tides)
    elif how == "add":
        session.add(tides)
    assert (tides in session) == (how != "author=")
    with session.no_autoflush:
        assert tides in mina.books
    session.commit()
    warned = [w for w in caught if "not in session, add operation along 'Author.books'" in str(w.message)]
    assert bool(warned) == (how == "author=")
    assert session.scalars(select(Book.id)).all() == ([] if how == "author=" else [1])
