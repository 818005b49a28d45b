from sqlalchemy import Column, ForeignKey, String, Table, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
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
    session.add(Article(title="Decorators", tag_names=["python", "tutorial"]))
    session.commit()
    session.add(Article(title="Indexes", tag_names=["mysql"]))
    session.commit()
    session.add(Article(title="Contact"))
    session.commit()

session = Session(engine)
titles = select(Article.title).order_by(Article.id)

# --8<-- [start:equal]
print("== python:", session.scalars(titles.where(Article.tag_names == "python")).all())
# --8<-- [end:equal]

# --8<-- [start:contains]
print("contains py:", session.scalars(titles.where(Article.tag_names.contains("py"))).all())
print("contains sql:", session.scalars(titles.where(Article.tag_names.contains("sql"))).all())
# --8<-- [end:contains]

# --8<-- [start:in_]
print("in_:", session.scalars(titles.where(Article.tag_names.in_(["python", "mysql"]))).all())
print("startswith my:", session.scalars(titles.where(Article.tag_names.startswith("my"))).all())
# --8<-- [end:in_]

# --8<-- [start:not_equal]
print("!= python:", session.scalars(titles.where(Article.tag_names != "python")).all())
print("not == python:", session.scalars(titles.where(~(Article.tag_names == "python"))).all())
# --8<-- [end:not_equal]

# --8<-- [start:none]
print("== None:", session.scalars(titles.where(Article.tag_names == None)).all())  # noqa: E711
print("not any:", session.scalars(titles.where(~Article.tag_names.any())).all())
# --8<-- [end:none]

session.close()
