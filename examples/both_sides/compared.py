import inspect

from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    RelationshipProperty,
    Session,
    configure_mappers,
    mapped_column,
    relationship,
)


# --8<-- [start:models]
def with_back_populates():
    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(back_populates="author")

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
        author: Mapped["Author | None"] = relationship(back_populates="books")

    return Base, Author, Book


def with_backref():
    class Base(DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        books: Mapped[list["Book"]] = relationship(backref="author")

    class Book(Base):
        __tablename__ = "book"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))

    return Base, Author, Book
# --8<-- [end:models]


# --8<-- [start:settings]
models = [with_back_populates(), with_backref()]
configure_mappers()


def settings(relation):
    """Every parameter of a relationship, and what SQLAlchemy worked out from them."""
    parameters = [*inspect.signature(RelationshipProperty.__init__).parameters]
    results = ["direction", "mapper", "primaryjoin", "remote_side", "synchronize_pairs"]
    known = [name for name in [*parameters, *results] if hasattr(relation, name)]
    values = {name: str(getattr(relation, name)) for name in known}
    values["_reverse_property"] = [str(other) for other in relation._reverse_property]
    return values


for number, attribute in [(1, "books"), (2, "author")]:
    first, second = [settings(getattr(model[number], attribute).property) for model in models]
    different = [name for name in first if first[name] != second[name]]
    print(f"{attribute}: {len(first)} settings compared, different: {different}")
    for name in ["direction", "uselist", "lazy", "cascade", "back_populates", "_reverse_property"]:
        print(f"    {name}: {first[name]} | {second[name]}")
    for name in different:
        print(f"    {name}: {first[name]} | {second[name]}")
# --8<-- [end:settings]

# --8<-- [start:work]
def work(Base, Author, Book):
    """Adds, moves, removes and deletes; returns the statements and the rows."""
    statements = []
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    event.listen(
        engine,
        "before_cursor_execute",
        lambda connection, cursor, text, values, *_: statements.append((text, values)),
    )
    with Session(engine) as session:
        mina, joon = Author(name="Mina"), Author(name="Joon")
        mina.books = [Book(title="Tides"), Book(title="Harbour"), Book(title="Fog")]
        session.add_all([mina, joon])
        session.flush()
        tides, harbour, fog = mina.books
        joon.books.append(tides)
        harbour.author = joon
        mina.books.remove(fog)
        session.flush()
        session.delete(joon)
        session.commit()
        rows = session.execute(select(Book.title, Book.author_id).order_by(Book.id)).all()
    emitted = list(statements)
    Base.metadata.drop_all(engine)
    return emitted, rows


(statements, rows), (other_statements, other_rows) = [work(*model) for model in models]
print(f"statements: {len(statements)}, the same: {statements == other_statements}")
print(f"rows: {rows}, the same: {rows == other_rows}")
# --8<-- [end:work]
