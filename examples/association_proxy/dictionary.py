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

# --8<-- [start:add]
with Session(engine) as session:
    article = Article(name="decorators")
    article.titles["en"] = "Decorators"
    article.titles["ko"] = "장식자"
    session.add(article)
    session.commit()
# --8<-- [end:add]

# --8<-- [start:change]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    article.titles["ko"] = "데코레이터"
    session.commit()
# --8<-- [end:change]

# --8<-- [start:assign]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    article.titles = {"ko": "데코레이터 입문", "fr": "Décorateurs"}
    session.commit()
# --8<-- [end:assign]

# --8<-- [start:remove]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    del article.titles["fr"]
    session.commit()
# --8<-- [end:remove]

# --8<-- [start:read]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    print("titles:", dict(sorted(article.titles.items())))
    print("ja:", article.titles.get("ja"))
# --8<-- [end:read]
