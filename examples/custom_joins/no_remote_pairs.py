# raises: ArgumentError
# warns: SAWarning
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, foreign, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(100), unique=True)
    below: Mapped[list["Category"]] = relationship(
        primaryjoin=lambda: foreign(Category.path).like(Category.path + "/%"), viewonly=True
    )
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
