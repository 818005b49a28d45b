# raises: ArgumentError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


# --8<-- [start:models]
class HasAuthor:
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    def author(cls) -> Mapped["User"]:
        return relationship(backref="documents")


class Memo(HasAuthor, Base):
    __tablename__ = "memo"

    id: Mapped[int] = mapped_column(primary_key=True)


class Report(HasAuthor, Base):
    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
# --8<-- [end:models]


# --8<-- [start:configure]
Base.registry.configure()
# --8<-- [end:configure]
