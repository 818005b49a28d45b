from sqlalchemy import Column, ForeignKey, String, Table, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
article_tag = Table(
    "article_tag",
    Base.metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
)


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    tags: Mapped[list["Tag"]] = relationship(
        secondary=article_tag, back_populates="articles", passive_deletes=True
    )


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    articles: Mapped[list["Article"]] = relationship(
        secondary=article_tag, back_populates="tags", passive_deletes=True
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, per connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    orm, python = Tag(name="orm"), Tag(name="python")
    session.add(Article(title="Decorators", tags=[python]))
    session.flush()
    session.add(Article(title="Sessions", tags=[python]))
    session.flush()
    session.add(Article(title="Mappers", tags=[orm]))
    session.commit()
# --8<-- [end:add]

# --8<-- [start:delete_tag]
with Session(engine) as session:
    python = session.scalars(select(Tag).where(Tag.name == "python")).one()
    session.delete(python)
    session.commit()
# --8<-- [end:delete_tag]

# --8<-- [start:delete_article]
with Session(engine) as session:
    mappers = session.scalars(select(Article).where(Article.title == "Mappers")).one()
    session.delete(mappers)
    session.commit()
# --8<-- [end:delete_article]

# --8<-- [start:check]
with Session(engine) as session:
    print("articles:", session.scalars(select(Article.title).order_by(Article.id)).all())
    print("tags:", session.scalars(select(Tag.name).order_by(Tag.id)).all())
    print("links:", session.execute(select(article_tag)).all())
# --8<-- [end:check]
