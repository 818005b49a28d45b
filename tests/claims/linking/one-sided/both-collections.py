# at: linking/one-sided#parent-only
# en: The book stays in both collections until they are read anew, after the commit: there is no `book.author`
#     through which it could leave the first.
# ko: 책은 커밋한 뒤 다시 읽을 때까지 두 컬렉션에 모두 남아 있습니다.
# vary: cascade = "save-update, merge", "all", "all, delete-orphan"
# vary: expire_on_commit = True, False
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

cascade = "save-update, merge"
expire_on_commit = True


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(cascade=cascade)


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine, expire_on_commit=expire_on_commit) as session:
    tides = Book()
    mina, joon = Author(name="Mina", books=[tides]), Author(name="Joon")
    session.add_all([mina, joon])
    session.commit()

    assert mina.books == [tides]
    joon.books.append(tides)
    assert mina.books == joon.books == [tides]
    session.flush()
    assert mina.books == joon.books == [tides]
    session.commit()
    if not expire_on_commit:
        assert mina.books == [tides]
        session.expire_all()
    assert (mina.books, joon.books) == ([], [tides])
