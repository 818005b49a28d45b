# at: linking/both-sides#both-sides
# en: A change on either side is seen on the other before anything is sent to the database. The foreign key column gets its
#     value during the flush.
# ko: 한쪽을 바꾸면 데이터베이스에 아무것도 보내기 전에 다른 쪽에서 보입니다. 외래 키 컬럼은 플러시할 때 값을 받습니다.
# vary: declared = "back_populates", "backref on Author", "backref on Book"
# vary: how = "append", "assign", "remove", "assign None"
# vary: autoflush = True, False
from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column, relationship

declared = "back_populates"
how = "append"
autoflush = True


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
sent = []
with Session(engine, autoflush=autoflush) as session:
    mina, joon, tides = Author(id=1), Author(id=2), Book(id=1)
    tides.author = mina
    session.add_all([mina, joon, tides])
    session.commit()
    assert (mina.books, joon.books, tides.author_id) == ([tides], [], 1)
    event.listen(engine, "before_cursor_execute", lambda c, cursor, sql, *_: sent.append(sql.split()[0]))
    if how == "append":
        joon.books.append(tides)
    elif how == "assign":
        tides.author = joon
    elif how == "remove":
        mina.books.remove(tides)
    else:
        tides.author = None
    moved = how in ("append", "assign")
    assert (mina.books, joon.books) == ([], [tides] if moved else [])
    assert tides.author is (joon if moved else None)
    assert sent == [] and tides.author_id == 1
    session.flush()
    assert sent == ["UPDATE"] and tides.author_id == (2 if moved else None)
