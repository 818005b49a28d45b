# at: linking/both-sides#copied
# en: `backref` uses the same join for the other side, and it copies `passive_updates`, `post_update`, `viewonly` and
#     `sync_backref`. It does not copy `lazy`.
# ko: `backref`는 반대쪽에도 같은 조인을 쓰고, `passive_updates`, `post_update`, `viewonly`, `sync_backref`를 복사합니다.
#     `lazy`는 복사하지 않습니다.
# databases: sqlite
# vary: setting = "passive_updates", "post_update", "viewonly", "sync_backref", "lazy", "cascade"
# vary: side = "collection", "scalar"
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship

setting = "passive_updates"
side = "collection"
VALUES = {
    "passive_updates": {"passive_updates": False},
    "post_update": {"post_update": True},
    "viewonly": {"viewonly": True, "sync_backref": False},
    "sync_backref": {"sync_backref": False},
    "lazy": {"lazy": "selectin"},
    "cascade": {"cascade": "save-update"},
}


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    if side == "collection":
        books: Mapped[list["Book"]] = relationship(backref="author", **VALUES[setting])


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    if side == "scalar":
        author: Mapped["Author"] = relationship(backref="books", **VALUES[setting])


configure_mappers()
given, made = Author.books.property, Book.author.property
if side == "scalar":
    given, made = made, given
value = VALUES[setting][setting]


def is_set(one):
    if setting == "cascade":
        return one.cascade == {"save-update"}
    return getattr(one, setting) == value


assert is_set(given)
assert is_set(made) == (setting not in ("lazy", "cascade"))
