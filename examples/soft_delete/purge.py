from datetime import datetime

from sqlalchemy import ForeignKey, String, create_engine, delete, event, select
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
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
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

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

LAST_YEAR = datetime(2025, 6, 1)

with Session(engine) as session:
    spam = Comment(text="Spam", deleted_at=LAST_YEAR)
    session.add(Article(title="Tides", comments=[Comment(text="First"), spam]))
    session.flush()
    session.add(Article(title="Harbour", deleted_at=LAST_YEAR, comments=[Comment(text="Hello")]))
    session.commit()

# --8<-- [start:purge]
with Session(engine) as session:
    visible = select(Comment.text).order_by(Comment.id)
    print("visible comments:", session.scalars(visible).all())
    old = delete(Article).where(Article.deleted_at < datetime(2026, 1, 1))
    print("purged articles:", session.execute(old).rowcount)
    session.commit()
    print("visible comments:", session.scalars(visible).all())
# --8<-- [end:purge]
