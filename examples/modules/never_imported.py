# raises: InvalidRequestError
from forgotten.author import Author, Base
from sqlalchemy import create_engine, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")

# --8<-- [start:query]
print("tables:", list(Base.metadata.tables))
Base.metadata.create_all(engine)
statement = select(Author)
print("statement:", type(statement).__name__)

with Session(engine) as session:
    try:
        session.scalars(statement)
    except InvalidRequestError as error:
        print("InvalidRequestError:", error)
# --8<-- [end:query]

# --8<-- [start:too_late]
from forgotten.book import Book

print("tables:", list(Base.metadata.tables))
book = Book(title="Tides")
# --8<-- [end:too_late]
