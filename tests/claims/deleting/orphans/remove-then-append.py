# at: deleting/orphans#every-combination
# en: `remove()` and then `append()` moves the child, whatever the settings, if `other.children` was read before.
# ko: `remove()` 다음에 `append()`이면, `other.children`을 먼저 읽었을 때는 어느 설정에서나 옮겨집니다.
# vary: read = "other", "both"
# vary: cascade = "save-update, merge", "all", "all, delete-orphan"
# vary: declared = "both sides", "parent only"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

read = "other"
cascade = "save-update, merge"
declared = "both sides"


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent"

    id: Mapped[int] = mapped_column(primary_key=True)
    children: Mapped[list["Child"]] = relationship(
        cascade=cascade, back_populates="parent" if declared == "both sides" else None
    )


class Child(Base):
    __tablename__ = "child"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parent.id"))
    if declared == "both sides":
        parent: Mapped["Parent"] = relationship(back_populates="children")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Parent(id=1, children=[Child(id=1), Child(id=2)]), Parent(id=2)])
    session.commit()

with Session(engine) as session:
    parent, other, child = session.get(Parent, 1), session.get(Parent, 2), session.get(Child, 1)
    assert other.children == []
    if read == "both":
        assert child in parent.children
    parent.children.remove(child)
    other.children.append(child)
    session.commit()

with Session(engine) as session:
    assert session.execute(select(Child.id, Child.parent_id).order_by(Child.id)).all() == [(1, 2), (2, 1)]
