# raises: InvalidRequestError
from sqlalchemy import String, create_engine, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Boook"]] = relationship()


class Member(Base):
    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:first]
with Session(engine) as session:
    try:
        session.scalars(select(Member))
    except InvalidRequestError as error:
        print("first:", error)
# --8<-- [end:first]

# --8<-- [start:second]
with Session(engine) as session:
    session.scalars(select(Member))
# --8<-- [end:second]
