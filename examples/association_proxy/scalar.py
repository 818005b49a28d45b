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
    mina = Author(name="Mina")
    session.add(Article(title="Decorators", author=mina))
    session.add(Article(title="Sessions", author=mina))
    session.add(Article(title="Contact"))
    session.commit()

# --8<-- [start:read]
with Session(engine) as session:
    for article in session.scalars(select(Article).order_by(Article.id)):
        print(f"{article.title}:", article.author_name)
# --8<-- [end:read]

# --8<-- [start:query]
with Session(engine) as session:
    missing = select(Article.title).where(Article.author_name == None)  # noqa: E711
    print("== None:", session.scalars(missing).all())
    other = select(Article.title).where(Article.author_name != "Joon").order_by(Article.id)
    print("!= Joon:", session.scalars(other).all())
# --8<-- [end:query]

# --8<-- [start:write]
with Session(engine) as session:
    decorators, sessions, contact = session.scalars(select(Article).order_by(Article.id)).all()
    contact.author_name = "Joon"
    decorators.author_name = "Sora"
    session.commit()
    print(f"{decorators.title}: {decorators.author_name}")
    print(f"{sessions.title}: {sessions.author_name}")
    print(f"{contact.title}: {contact.author_name}")
# --8<-- [end:write]
