# raises: InvalidRequestError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:models]
class AuthorBase(DeclarativeBase):
    pass


class BookBase(DeclarativeBase):
    pass


class Author(AuthorBase):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Book(BookBase):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship()
# --8<-- [end:models]


# --8<-- [start:configure]
BookBase.registry.configure()
# --8<-- [end:configure]
