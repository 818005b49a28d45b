from sqlalchemy import Column, ForeignKey, String, Table, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


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
    tags: Mapped[list["Tag"]] = relationship(secondary=article_tag, back_populates="articles")


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    articles: Mapped[list["Article"]] = relationship(secondary=article_tag, back_populates="tags")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Article(title=title) for title in ("Decorators", "Sessions")])
    session.add_all([Tag(name=name) for name in ("python", "orm")])
    session.commit()

# --8<-- [start:insert]
with Session(engine) as session:
    decorators = session.scalars(select(Article).where(Article.title == "Decorators")).one()
    print("before:", [tag.name for tag in decorators.tags])

    ids = dict(session.execute(select(Tag.name, Tag.id)).all())
    pairs = [{"article_id": decorators.id, "tag_id": ids[name]} for name in ("python", "orm")]
    session.execute(insert(article_tag), pairs)
    print("in memory:", [tag.name for tag in decorators.tags])

    session.commit()
    print("after the commit:", sorted(tag.name for tag in decorators.tags))
# --8<-- [end:insert]
