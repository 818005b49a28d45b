# raises: ArgumentError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    students: Mapped[list["Author"]] = relationship(back_populates="mentor")
    mentor: Mapped["Author | None"] = relationship(back_populates="students")
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
