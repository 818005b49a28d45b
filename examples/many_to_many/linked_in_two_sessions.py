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

with Session(engine) as session:
    session.add_all([Article(title="Decorators"), Tag(name="python")])
    session.commit()

# --8<-- [start:link]
with Session(engine) as first, Session(engine) as second:
    for session in (first, second):
        decorators = session.scalars(select(Article)).one()
        decorators.tags.append(session.scalars(select(Tag)).one())
    first.commit()
    try:
        second.commit()
    except IntegrityError as error:
        print(type(error).__name__, error.orig)
        second.rollback()
    print("tags:", [tag.name for tag in second.scalars(select(Article)).one().tags])
# --8<-- [end:link]
