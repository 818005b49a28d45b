# at: linking/one-sided#parent-only
# en: If you delete the first author while the book is in his collection, a cascade with `delete` deletes the book
#     too. Without one, its foreign key becomes `NULL` if the move has been flushed.
# ko: 책이 남아 있는 채로 첫 번째 저자를 지우면, cascade에 `delete`가 있을 때 책도 지워집니다. `delete`가 없고 옮긴
#     것이 이미 플러시되었으면 외래 키가 `NULL`이 됩니다.
# vary: cascade = "save-update, merge", "all", "all, delete-orphan"
# vary: flushed = True, False
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

cascade = "save-update, merge"
flushed = True


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

with Session(engine) as session:
    tides = Book()
    mina, joon = Author(name="Mina", books=[tides]), Author(name="Joon")
    session.add_all([mina, joon])
    session.commit()

    assert mina.books == [tides]
    joon.books.append(tides)
    if flushed:
        session.flush()
    session.delete(mina)
    session.commit()

    left = session.scalars(select(Book.author_id)).all()
    if "all" in cascade:
        assert left == []
    else:
        assert left == [None if flushed else joon.id]
