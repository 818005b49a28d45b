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
    if state.is_select and not state.is_relationship_load:
        state.statement = state.statement.options(
            with_loader_criteria(
                SoftDelete, lambda cls: cls.deleted_at.is_(None), include_aliases=True
            )
        )
# --8<-- [end:hide]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    spam = Comment(text="Spam", deleted_at=datetime(2025, 6, 1))
    tides = Article(title="Tides", comments=[Comment(text="First"), spam])
    session.add(tides)
    session.commit()
    print("added in this session:", [comment.text for comment in tides.comments])

with Session(engine) as session:
    tides = session.scalars(select(Article)).one()
    print("read by a select:", [comment.text for comment in tides.comments])
# --8<-- [end:add]
