import re

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
article_tag = Table(
    "article_tag",
    Base.metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
)


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    tags: Mapped[list["Tag"]] = relationship(
        secondary=article_tag,
        back_populates="articles",
        cascade="all, delete-orphan",
        single_parent=True,
    )


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    articles: Mapped[list["Article"]] = relationship(secondary=article_tag, back_populates="tags")
# --8<-- [end:models]


# --8<-- [start:share]
python = Tag(name="python")
decorators = Article(title="Decorators", tags=[python])
sessions = Article(title="Sessions")
try:
    sessions.tags.append(python)
except InvalidRequestError as error:
    print("InvalidRequestError:", re.sub("0x[0-9a-f]+", "0x…", str(error)))
# --8<-- [end:share]
