from sqlalchemy import ForeignKey, String, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), index=True
    )
    parent: Mapped["Category | None"] = relationship(back_populates="children", remote_side=[id])
    children: Mapped[list["Category"]] = relationship(
        back_populates="parent", cascade="all"
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)


# --8<-- [start:chain]
def add_chain(length):
    with Session(engine) as session:
        top = category = Category(name="Level 1")
        for level in range(2, length + 1):
            category.children.append(Category(name=f"Level {level}"))
            category = category.children[0]
        session.add(top)
        session.commit()
# --8<-- [end:chain]


# --8<-- [start:delete]
add_chain(16)

with Session(engine) as session:
    top = session.scalars(select(Category).where(Category.name == "Level 1")).one()
    session.delete(top)
    session.commit()
    print("left after the delete:", session.scalar(select(func.count(Category.id))))
# --8<-- [end:delete]
