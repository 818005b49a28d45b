# at: linking/both-sides#unread
# en: If `mina.books` has not been read when a book gets `author=mina`, the session sends no `SELECT`. SQLAlchemy notes the
#     addition, and merges it with the rows when somebody reads the collection.
# ko: 책에 `author=mina`를 줄 때 `mina.books`를 읽은 적이 없으면 세션은 `SELECT`를 보내지 않습니다. SQLAlchemy가 추가할
#     것을 적어 두었다가 누군가 컬렉션을 읽을 때 행과 합칩니다.
# vary: declared = "back_populates", "backref on Author", "backref on Book"
# vary: autoflush = True, False
# vary: book = "new", "stored"
from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column, relationship

declared = "back_populates"
autoflush = True
book = "new"


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
with Session(engine) as session:
    session.add_all([Author(id=1), Author(id=2)])
    session.flush()
    session.add_all([Book(id=1, author_id=1), Book(id=2, author_id=2)])
    session.commit()

sent = []
with Session(engine, autoflush=autoflush) as session:
    mina, other = session.get(Author, 1), session.get(Book, 2)
    event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
    if book == "new":
        tides = Book(id=3, author=mina)
        session.add(tides)
        assert sent == []
    else:
        tides = other
        tides.author = mina
        assert [verb for verb in sent if verb != "SELECT"] == [] and len(sent) <= 1
    sent.clear()
    assert sorted(one.id for one in mina.books) == [1, tides.id]
    assert sent[-1] == "SELECT" and len(sent) == (2 if autoflush else 1)
