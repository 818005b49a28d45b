# at: deleting/soft-delete#restore
# en: What one flush hides gets the same `deleted_at`: the event takes the time once, before its loop. By that time you
#     tell them from the comment that had been hidden before, and leave that one hidden.
# ko: 한 번의 플러시에서 숨긴 것은 모두 `deleted_at`이 같습니다. 이벤트가 반복문 앞에서 시각을 한 번만 구하기
#     때문입니다. 그 시각으로 전에 숨긴 댓글과 구별하고, 그 댓글은 숨긴 채로 둡니다.
# vary: state = "unread", "read"
# vary: count = 1, 40
from datetime import datetime

from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    with_loader_criteria,
)

state = "unread"
count = 1


class Base(DeclarativeBase):
    pass


class SoftDelete:
    deleted_at: Mapped[datetime | None] = mapped_column()


class Article(SoftDelete, Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    comments: Mapped[list["Comment"]] = relationship(cascade="all")


class Comment(SoftDelete, Base):
    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))


@event.listens_for(Session, "do_orm_execute")
def hide_deleted(state):
    if state.is_select and not state.execution_options.get("include_deleted"):
        state.statement = state.statement.options(
            with_loader_criteria(SoftDelete, lambda cls: cls.deleted_at.is_(None), include_aliases=True)
        )


@event.listens_for(Session, "before_flush")
def mark_deleted(session, flush_context, instances):
    now = datetime.now()
    for deleted in session.deleted:
        if isinstance(deleted, SoftDelete):
            deleted.deleted_at = now
            session.add(deleted)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    spam = Comment(id=1000, deleted_at=datetime(2025, 6, 1))
    session.add(Article(comments=[*(Comment(id=number + 1) for number in range(count)), spam]))
    session.commit()

with Session(engine) as session:
    article = session.scalars(select(Article)).one()
    if state == "read":
        assert len(article.comments) == count
    session.delete(article)
    session.commit()
    assert session.scalars(select(Article)).all() == session.scalars(select(Comment)).all() == []

with Session(engine) as session:
    everything = {"include_deleted": True}
    article = session.scalars(select(Article), execution_options=everything).one()
    hidden = select(Comment).where(Comment.deleted_at == article.deleted_at)
    assert len(session.scalars(hidden, execution_options=everything).all()) == count
    times = session.scalars(select(Comment.deleted_at), execution_options=everything).all()
    assert len(times) == count + 1 and datetime(2025, 6, 1) in times
