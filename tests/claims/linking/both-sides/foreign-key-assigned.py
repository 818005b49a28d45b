# at: linking/both-sides#before-flush
# en: In the third direction nothing is kept in step: assigning `author_id` sends the `UPDATE` at the flush, but neither
#     `tides.author` nor the collections change. They are read anew after the commit, which expires all three objects unless
#     the session has `expire_on_commit=False`.
# ko: 컬럼에 대입하면 아무것도 맞추어 주지 않습니다. `author_id`에 대입하면 플러시할 때 `UPDATE`가 나가지만,
#     `tides.author`도 컬렉션도 바뀌지 않습니다. 세션에 `expire_on_commit=False`를 적지 않았으면 커밋이 세 객체를 모두
#     만료시키므로 그 뒤에 새로 읽습니다.
# vary: declared = "back_populates", "backref on Author", "backref on Book"
# vary: expire_on_commit = True, False
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column, relationship

declared = "back_populates"
expire_on_commit = True


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
with Session(engine, expire_on_commit=expire_on_commit) as session:
    mina, joon = Author(id=1), Author(id=2)
    tides = Book(id=1, author=mina)
    session.add_all([mina, joon, tides])
    session.commit()
    session.expire_all()
    assert (mina.books, joon.books, tides.author) == ([tides], [], mina)
    tides.author_id = 2
    session.flush()
    assert session.scalars(select(Book.author_id)).all() == [2]
    assert (mina.books, joon.books, tides.author) == ([tides], [], mina)
    session.commit()
    if expire_on_commit:
        assert (mina.books, joon.books, tides.author) == ([], [tides], joon)
    else:
        assert (mina.books, joon.books, tides.author) == ([tides], [], mina)
