from sqlalchemy import Column, ForeignKey, String, Table, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


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
    tags: Mapped[list["Tag"]] = relationship(secondary=article_tag)
    tag_names: AssociationProxy[list[str]] = association_proxy(
        "tags", "name", creator=lambda name: Tag(name=name)
    )


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    for title, name in {"Decorators": "python", "Sessions": "orm", "Indexes": "sql"}.items():
        session.add(Article(title=title, tag_names=[name]))
        session.commit()

# --8<-- [start:lazy]
with Session(engine) as session:
    for article in session.scalars(select(Article).order_by(Article.id)):
        print(f"{article.title}:", article.tag_names)
# --8<-- [end:lazy]

# --8<-- [start:selectin]
with Session(engine) as session:
    statement = select(Article).options(selectinload(Article.tags)).order_by(Article.id)
    for article in session.scalars(statement):
        print(f"{article.title}:", article.tag_names)
# --8<-- [end:selectin]
