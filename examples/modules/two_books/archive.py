from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from two_books.catalogue import Base


class Book(Base):
    __tablename__ = "archived_book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
