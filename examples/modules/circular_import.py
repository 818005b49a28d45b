import sys
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    # --8<-- [start:modules]
    Path(folder, "author.py").write_text("""
from book import Book

class Author:
    books: list[Book]
""")
    Path(folder, "book.py").write_text("""
from author import Author

class Book:
    author: Author
""")
    # --8<-- [end:modules]

    # --8<-- [start:import]
    try:
        import author
    except ImportError as error:
        print("ImportError:", str(error).replace(f"{folder}/", ""))
    # --8<-- [end:import]
