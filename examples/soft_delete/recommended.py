from datetime import datetime

from sqlalchemy import ForeignKey, String, create_engine, event, select
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


# --8<-- [start:delete_becomes_update]
@event.listens_for(Session, "before_flush")
def mark_deleted(session, flush_context, instances):
    now = datetime(2026, 3, 1, 9)  # datetime.now() in a program, once for all
    for deleted in session.deleted:
        if isinstance(deleted, SoftDelete):
            deleted.deleted_at = now
            session.add(deleted)  # takes the object out of session.deleted
# --8<-- [end:delete_becomes_update]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    spam = Comment(text="Spam", deleted_at=datetime(2025, 6, 1))
    comments = [Comment(text="First"), Comment(text="Thanks"), spam]
    session.add(Article(title="Tides", comments=comments))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    tides = session.scalars(select(Article)).one()
    session.delete(tides)
    session.commit()
# --8<-- [end:delete]

# --8<-- [start:read]
with Session(engine) as session:
    print("articles:", session.scalars(select(Article.title)).all())
    print("comments:", session.scalars(select(Comment.text)).all())
# --8<-- [end:read]

# --8<-- [start:stored]
with engine.connect() as connection:
    for row in connection.execute(select(Article.title, Article.deleted_at)):
        print("article:", row.title, row.deleted_at)
    for row in connection.execute(select(Comment.text, Comment.deleted_at).order_by(Comment.id)):
        print("comment:", row.text, row.deleted_at)
# --8<-- [end:stored]

# --8<-- [start:restore]
with Session(engine) as session:
    everything = {"include_deleted": True}
    tides = session.scalars(select(Article), execution_options=everything).one()
    comments = select(Comment).where(
        Comment.article_id == tides.id, Comment.deleted_at == tides.deleted_at
    )
    for comment in session.scalars(comments, execution_options=everything).all():
        comment.deleted_at = None
    tides.deleted_at = None
    session.commit()
    print("restored:", tides.title, [comment.text for comment in tides.comments])
# --8<-- [end:restore]
