# databases: sqlite
# raises: OperationalError
from sqlalchemy import ForeignKey, create_engine, event, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Category(Base):
    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), index=True
    )


engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

# --8<-- [start:delete]
for length in (1000, 1001):
    with Session(engine) as session:
        session.execute(insert(Category).values(id=1))
        chain = [{"id": level, "parent_id": level - 1} for level in range(2, length + 1)]
        session.execute(insert(Category), chain)
        session.delete(session.get(Category, 1))
        session.flush()
        print(f"a chain of {length} rows is deleted")
# --8<-- [end:delete]
