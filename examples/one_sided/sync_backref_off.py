from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    books: Mapped[list["Book"]] = relationship(back_populates="author", sync_backref=False)


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship(back_populates="books", sync_backref=False)
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    mina, joon = Author(name="Mina"), Author(name="Joon")
    session.add_all([mina, joon])
    session.flush()
    session.add(Book(title="Tides", author_id=mina.id))
    session.commit()

# --8<-- [start:append]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book)).one()
    print(f"read: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    joon.books.append(tides)
    print(f"moved: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.flush()
    print(f"flushed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.commit()
    print(f"committed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
# --8<-- [end:append]

with Session(engine) as session:
    session.scalars(select(Book)).one().author_id = 1
    session.commit()

# --8<-- [start:assign]
with Session(engine) as session:
    mina, joon = session.scalars(select(Author).order_by(Author.id)).all()
    tides = session.scalars(select(Book)).one()
    print(f"read: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    tides.author = joon
    print(f"moved: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.flush()
    print(f"flushed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
    session.commit()
    print(f"committed: author {tides.author.name}, Mina {len(mina.books)}, Joon {len(joon.books)}")
# --8<-- [end:assign]
