from sqlalchemy import ForeignKeyConstraint, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Series(Base):
    __tablename__ = "series"

    publisher_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Book(Base):
    __tablename__ = "book"
    __table_args__ = (
        ForeignKeyConstraint(["publisher_id", "author_id"], ["author.publisher_id", "author.id"]),
        ForeignKeyConstraint(["publisher_id", "series_id"], ["series.publisher_id", "series.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    publisher_id: Mapped[int]
    author_id: Mapped[int]
    series_id: Mapped[int]
    author: Mapped["Author"] = relationship()
    series: Mapped["Series"] = relationship(overlaps="author")
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
# SQLite checks foreign keys only when told to, on each connection.
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Author(publisher_id=1, id=1, name="Mina")
    coast = Series(publisher_id=1, id=1, name="Coast")
    session.add(Book(title="Tides", author=mina, series=coast))
    session.commit()
    print("books:", session.execute(select(Book.title, Book.publisher_id)).all())
# --8<-- [end:add]
