from datetime import datetime

from sqlalchemy import ForeignKey, String, create_engine, event, select, text
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    with_loader_criteria,
)

class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class SoftDelete:
    deleted_at: Mapped[datetime | None] = mapped_column()


class Article(SoftDelete, Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    comments: Mapped[list["Comment"]] = relationship(back_populates="article", cascade="all")


class Comment(SoftDelete, Base):
    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(50))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    article: Mapped["Article"] = relationship(back_populates="comments")
# --8<-- [end:models]


# --8<-- [start:hide]
@event.listens_for(Session, "do_orm_execute")
def hide_deleted(state):
    if state.is_select and not state.execution_options.get("include_deleted"):
        state.statement = state.statement.options(
            with_loader_criteria(
                SoftDelete, lambda cls: cls.deleted_at.is_(None), include_aliases=True
            )
        )
# --8<-- [end:hide]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

LAST_YEAR = datetime(2025, 6, 1)

with Session(engine) as session:
    spam = Comment(text="Spam", deleted_at=LAST_YEAR)
    session.add(Article(title="Tides", comments=[Comment(text="First"), spam]))
    session.flush()
    session.add(Article(title="Harbour", deleted_at=LAST_YEAR, comments=[Comment(text="Hello")]))
    session.commit()

# --8<-- [start:core]
with Session(engine) as session:
    table = Article.__table__
    print("table:", session.scalars(select(table.c.title)).all())
    print("text():", session.scalars(text("SELECT title FROM article")).all())
    print("connection:", session.connection().scalars(select(Article.title)).all())
    comment = Comment.__table__
    rows = select(Article.title, comment.c.text).join(comment, comment.c.article_id == Article.id)
    print("join to a table:", [tuple(row) for row in session.execute(rows)])
# --8<-- [end:core]

# --8<-- [start:in_memory]
with Session(engine) as session:
    tides = session.scalars(select(Article)).one()
    first = tides.comments[0]
    first.deleted_at = datetime(2026, 3, 1, 9)
    session.flush()
    print("select:", session.scalars(select(Comment.text).where(Comment.article_id == 1)).all())
    print("collection read before:", [comment.text for comment in tides.comments])
    print("get:", session.get(Comment, first.id).text)
    session.refresh(first)
    print("refresh:", first.text)
    session.expire(tides, ["comments"])
    print("collection read again:", [comment.text for comment in tides.comments])
# --8<-- [end:in_memory]
