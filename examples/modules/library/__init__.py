from library.author import Author
from library.base import Base
from library.book import Book

__all__ = ["Author", "Base", "Book"]
