from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship()
    author_name: AssociationProxy[str | None] = association_proxy(
        "author", "name", creator=lambda name: Author(name=name)
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Article(title="Decorators", author=Author(name="Mina")))
    session.commit()

# --8<-- [start:write]
with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    article.author = None
    session.commit()
    print("author_name:", article.author_name)
# --8<-- [end:write]
