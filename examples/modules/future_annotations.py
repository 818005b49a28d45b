from annotated.author import Author
from annotated.book import Book
from sqlalchemy.orm import configure_mappers

# --8<-- [start:check]
configure_mappers()
print("Author.books leads to:", Author.books.property.mapper.class_.__name__)
print("a collection:", Author.books.property.uselist)
print("Book.author leads to:", Book.author.property.mapper.class_.__name__)
print("a collection:", Book.author.property.uselist)
# --8<-- [end:check]
