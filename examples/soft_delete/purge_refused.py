# raises: IntegrityError
from datetime import datetime

from sqlalchemy import ForeignKey, String, create_engine, delete, event
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
    session.execute(delete(Article).where(Article.deleted_at < datetime(2026, 1, 1)))
# --8<-- [end:purge]
