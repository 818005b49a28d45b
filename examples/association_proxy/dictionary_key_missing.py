import re

from sqlalchemy import ForeignKey, String
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    translations: Mapped[dict[str, "Translation"]] = relationship(
        collection_class=attribute_keyed_dict("language"),
        cascade="all, delete-orphan",
        back_populates="article",
    )
    titles: AssociationProxy[dict[str, str]] = association_proxy(
        "translations",
        "title",
        creator=lambda language, title: Translation(language=language, title=title),
    )


class Translation(Base):
    __tablename__ = "translation"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    article: Mapped["Article"] = relationship(back_populates="translations")
# --8<-- [end:models]


# --8<-- [start:add]
article = Article(name="decorators")
try:
    Translation(article=article, language="en", title="Decorators")
except InvalidRequestError as error:
    print(type(error).__name__ + ":", re.sub(" at 0x[0-9a-f]+", "", str(error)))
# --8<-- [end:add]
