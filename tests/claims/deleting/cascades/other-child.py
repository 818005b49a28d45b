# at: deleting/cascades#every-combination
# en: With `delete` in the `cascade` of `Parent.children` it deletes that child as well. Without, it sets the foreign key to
#     `NULL`, which the database refuses if the column is `NOT NULL`.
# ko: `Parent.children`의 `cascade`에 `delete`가 있으면 그 자식도 지웁니다. 없으면 외래 키를 `NULL`로 바꾸고, 컬럼이 `NOT
#     NULL`이면 데이터베이스가 거부합니다.
# vary: cascade = "save-update, merge", "save-update, merge, delete", "all", "all, delete-orphan"
# vary: nullable = True, False
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

cascade = "save-update, merge"
nullable = True


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent"

    id: Mapped[int] = mapped_column(primary_key=True)
    children: Mapped[list["Child"]] = relationship(back_populates="parent", cascade=cascade)


class Child(Base):
    __tablename__ = "child"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parent.id"), nullable=nullable)
    parent: Mapped["Parent"] = relationship(back_populates="children", cascade="all")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Parent(id=1, children=[Child(id=1), Child(id=2)]))
    session.commit()

refused = False
with Session(engine) as session:
    session.delete(session.get(Child, 1))
    try:
        session.commit()
    except IntegrityError as error:
        refused = "parent_id" in str(error)

with Session(engine) as session:
    left = (
        session.scalars(select(Parent.id)).all(),
        session.execute(select(Child.id, Child.parent_id)).all(),
    )
    if "delete" in cascade or "all" in cascade:
        assert not refused and left == ([], [])
    elif nullable:
        assert not refused and left == ([], [(2, None)])
    else:
        assert refused and left == ([1], [(1, 1), (2, 1)])
