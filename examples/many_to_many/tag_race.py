from sqlalchemy import Column, ForeignKey, String, Table, create_engine, select
from sqlalchemy.exc import IntegrityError
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


# --8<-- [start:race]
def tags_named(session, names):
    names = list(dict.fromkeys(names))  # each name once, in the order given
    found = {tag.name: tag for tag in session.scalars(select(Tag).where(Tag.name.in_(names)))}
    return [found.get(name) or Tag(name=name) for name in names]


def save(session, title, names):
    session.add(Article(title=title, tags=tags_named(session, names)))


with Session(engine) as first, Session(engine) as second:
    save(first, "Decorators", ["python"])
    save(second, "Sessions", ["python"])
    first.commit()
    try:
        second.commit()
    except IntegrityError as error:
        print(type(error).__name__, error.orig)
        second.rollback()
        save(second, "Sessions", ["python"])
        second.commit()
# --8<-- [end:race]

# --8<-- [start:check]
with Session(engine) as session:
    for tag in session.scalars(select(Tag)):
        print(f"{tag.name}:", sorted(article.title for article in tag.articles))
# --8<-- [end:check]
