from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
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
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Author(name="Mina"), Author(name="Joon")])
    session.commit()

# --8<-- [start:collection]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = Book(title="Tides")
    mina.books.append(tides)
    print(f"appended: author {tides.author.name}, author_id {tides.author_id}")
    session.flush()
    print(f"flushed: author {tides.author.name}, author_id {tides.author_id}")
    session.commit()
# --8<-- [end:collection]

# --8<-- [start:scalar]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book)).one()
    print(f"read: author_id {tides.author_id}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    tides.author = joon
    print(f"assigned: author_id {tides.author_id}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.commit()
# --8<-- [end:scalar]

# --8<-- [start:column]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book)).one()
    print(f"read: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    tides.author_id = mina.id
    session.flush()
    print(f"flushed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.commit()
    print(f"committed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
# --8<-- [end:column]
