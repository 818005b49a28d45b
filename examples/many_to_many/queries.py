from sqlalchemy import Column, ForeignKey, String, Table, create_engine, func, select
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
    tags = {name: Tag(name=name) for name in ("orm", "python", "tutorial")}
    session.add_all(tags.values())
    for title, names in {
        "Decorators": ["python", "tutorial"],
        "Sessions": ["orm", "python"],
        "First steps": ["orm", "python", "tutorial"],
        "Contact": [],
    }.items():
        session.add(Article(title=title, tags=[tags[name] for name in names]))
        session.commit()

session = Session(engine)

# --8<-- [start:any]
tagged = select(Article.title).where(Article.tags.any(Tag.name == "python")).order_by(Article.id)
print("with python:", session.scalars(tagged).all())

untagged = select(Article.title).where(~Article.tags.any()).order_by(Article.id)
print("without a tag:", session.scalars(untagged).all())
# --8<-- [end:any]

# --8<-- [start:contains]
orm = session.scalars(select(Tag).where(Tag.name == "orm")).one()
containing = select(Article.title).where(Article.tags.contains(orm)).order_by(Article.id)
print("with the orm object:", session.scalars(containing).all())
# --8<-- [end:contains]

# --8<-- [start:join]
names = ["python", "orm"]
joined = select(Article.title).join(Article.tags).where(Tag.name.in_(names)).order_by(Article.id)
print("joined:", session.scalars(joined).all())
# --8<-- [end:join]

# --8<-- [start:any_of]
any_of = select(Article.title).where(Article.tags.any(Tag.name.in_(names))).order_by(Article.id)
print("with python or orm:", session.scalars(any_of).all())
# --8<-- [end:any_of]

# --8<-- [start:all_of]
all_of = (
    select(Article.title)
    .join(Article.tags)
    .where(Tag.name.in_(names))
    .group_by(Article.id, Article.title)
    .having(func.count() == len(names))
    .order_by(Article.id)
)
print("with python and orm:", session.scalars(all_of).all())
# --8<-- [end:all_of]

# --8<-- [start:all_of_any]
each = [Article.tags.any(Tag.name == name) for name in names]
each_of = select(Article.title).where(*each).order_by(Article.id)
print("with each of them:", session.scalars(each_of).all())
# --8<-- [end:all_of_any]

# --8<-- [start:count]
counted = (
    select(Article.title, func.count(article_tag.c.tag_id))
    .outerjoin(article_tag)
    .group_by(Article.id, Article.title)
    .order_by(Article.id)
)
print("tags of each:", session.execute(counted).all())
# --8<-- [end:count]

session.close()
