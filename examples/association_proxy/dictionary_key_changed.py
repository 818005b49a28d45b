from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
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


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Article(name="decorators", titles={"en": "Decorators"}))
    session.commit()

# --8<-- [start:change]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    article.translations["en"].language = "fr"
    session.flush()
    print("after the flush:", list(article.titles))
    session.commit()
    print("after the commit:", list(article.titles))
# --8<-- [end:change]
