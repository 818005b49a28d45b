from library import Author, Base, Book
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, configure_mappers

# --8<-- [start:check]
configure_mappers()
print("Author.books leads to:", Author.books.property.mapper.class_.__name__)
print("Book.author leads to:", Book.author.property.mapper.class_.__name__)
# --8<-- [end:check]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    session.add(Author(name="Hana", books=[Book(title="Tides"), Book(title="Harbour")]))
    session.commit()

with Session(engine) as session:
    hana = session.scalars(select(Author)).one()
    print("books:", sorted(book.title for book in hana.books))
# --8<-- [end:run]
