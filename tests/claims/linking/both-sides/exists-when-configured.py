# at: linking/both-sides#before-configure
# en: `backref` adds `Book.author` when SQLAlchemy configures the mappers, which happens later than the class statement.
# ko: `backref`는 SQLAlchemy가 매퍼를 구성할 때 `Book.author`를 추가합니다. 클래스 정의보다 나중입니다.
# at: linking/both-sides#before-configure
# en: With `back_populates` the question does not come up: the attribute is there when the class statement ends.
# ko: `back_populates`에서는 이런 일이 없습니다. 클래스 정의가 끝나면 속성이 있습니다.
# databases: sqlite
# vary: declared = "back_populates", "backref on Author", "backref on Book"
# vary: trigger = "configure_mappers", "object", "query"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column, relationship

declared = "back_populates"
trigger = "configure_mappers"


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

written = {
    "back_populates": (True, True),
    "backref on Author": (True, False),
    "backref on Book": (False, True),
}
assert (hasattr(Author, "books"), hasattr(Book, "author")) == written[declared]
if trigger == "configure_mappers":
    configure_mappers()
elif trigger == "object":
    Author()
else:
    with Session(engine) as session:
        session.scalars(select(Author)).all()
assert (hasattr(Author, "books"), hasattr(Book, "author")) == (True, True)
