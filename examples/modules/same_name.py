# raises: InvalidRequestError
from sqlalchemy.orm import Mapped, mapped_column, relationship
from two_books import archive, catalogue


# --8<-- [start:models]
class Author(catalogue.Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship()
# --8<-- [end:models]


# --8<-- [start:configure]
print("classes:", catalogue.Book.__module__, archive.Book.__module__)
catalogue.Base.registry.configure()
# --8<-- [end:configure]
