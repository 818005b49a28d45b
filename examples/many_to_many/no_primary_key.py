# raises: StaleDataError
from sqlalchemy import Column, ForeignKey, String, Table, create_engine, func, select
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
    Column("article_id", ForeignKey("article.id")),
    Column("tag_id", ForeignKey("tag.id")),
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
    session.add_all([Article(title="Decorators"), Tag(name="python")])
    session.commit()

# --8<-- [start:twice]
with Session(engine) as session:
    decorators = session.scalars(select(Article)).one()
    python = session.scalars(select(Tag)).one()
    decorators.tags.append(python)
    decorators.tags.append(python)
    session.commit()
# --8<-- [end:twice]

# --8<-- [start:read]
with Session(engine) as session:
    print("rows:", session.execute(select(article_tag)).all())
    count = select(func.count()).select_from(Tag).join(Tag.articles).where(Tag.name == "python")
    print("articles counted:", session.scalars(count).one())
    print("lazy:", [tag.name for tag in session.scalars(select(Article)).one().tags])
with Session(engine) as session:
    decorators = session.scalars(select(Article).options(selectinload(Article.tags))).one()
    print("selectinload:", [tag.name for tag in decorators.tags])
# --8<-- [end:read]

# --8<-- [start:remove]
with Session(engine) as session:
    decorators = session.scalars(select(Article)).one()
    python = session.scalars(select(Tag)).one()
    decorators.tags.remove(python)
    session.commit()
# --8<-- [end:remove]
