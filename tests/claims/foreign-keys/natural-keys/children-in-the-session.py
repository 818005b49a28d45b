# at: foreign-keys/natural-keys#every-combination
# en: With `Child.parent` only, it does so for the children that the session holds.
# ko: `Child.parent`만 있으면 세션이 가지고 있는 자식만 그렇게 합니다.
# vary: held = "none", "child", "child.parent", "expired"
# vary: references = "primary key", "unique column"
from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

held = "none"
references = "primary key"


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent"

    if references == "primary key":
        code: Mapped[str] = mapped_column(String(20), primary_key=True)
    else:
        id: Mapped[int] = mapped_column(primary_key=True)
        code: Mapped[str] = mapped_column(String(20), unique=True)


class Child(Base):
    __tablename__ = "child"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_code: Mapped[str] = mapped_column(ForeignKey("parent.code", onupdate="CASCADE"))
    parent: Mapped["Parent"] = relationship(passive_updates=False)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    parent = Parent(code="old")
    session.add_all([Child(id=1, parent=parent), Child(id=2, parent=parent)])
    session.commit()

updated = []


@event.listens_for(engine, "before_cursor_execute")
def note(connection, cursor, statement, parameters, context, executemany):
    if statement.startswith("UPDATE child"):
        updated.extend(parameters if executemany else [parameters])


with Session(engine) as session:
    parent = session.scalars(select(Parent)).one()
    if held != "none":
        child = session.get(Child, 1)
        if held == "child.parent":
            assert child.parent is parent
        elif held == "expired":
            session.expire(child)
    parent.code = "new"
    session.commit()

assert len(updated) == (0 if held == "none" else 1)
