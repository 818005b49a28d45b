from datetime import datetime

from sqlalchemy import ForeignKey, String, create_engine, event, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
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

# --8<-- [start:select]
with Session(engine) as session:
    articles = session.scalars(select(Article)).all()
    print("select:", [article.title for article in articles])
    print("column:", session.scalars(select(Article.title)).all())
    print("count:", session.scalar(select(func.count()).select_from(Article)))
    print("get:", session.get(Article, 2))
# --8<-- [end:select]

# --8<-- [start:lazy]
with Session(engine) as session:
    tides = session.scalars(select(Article)).one()
    print("lazy load:", [comment.text for comment in tides.comments])
# --8<-- [end:lazy]

# --8<-- [start:eager]
for strategy in (selectinload, joinedload):
    with Session(engine) as session:
        tides = session.scalars(select(Article).options(strategy(Article.comments))).unique().one()
        print(f"{strategy.__name__}:", [comment.text for comment in tides.comments])
# --8<-- [end:eager]

# --8<-- [start:join]
with Session(engine) as session:
    rows = session.execute(select(Article.title, Comment.text).join(Article.comments))
    print("join:", [tuple(row) for row in rows])
# --8<-- [end:join]

# --8<-- [start:many_to_one]
with Session(engine) as session:
    for comment in session.scalars(select(Comment).order_by(Comment.id)):
        title = comment.article and comment.article.title
        print(f"{comment.text}: article_id {comment.article_id}, article {title}")
# --8<-- [end:many_to_one]
