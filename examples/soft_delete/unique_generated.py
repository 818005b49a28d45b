from datetime import datetime

from sqlalchemy import Computed, String, create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(50))
    deleted_at: Mapped[datetime | None] = mapped_column()
    visible_slug: Mapped[str | None] = mapped_column(
        String(50),
        Computed("CASE WHEN deleted_at IS NULL THEN slug END", persisted=True),
        unique=True,
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
def add(name, **values):
    with Session(engine) as session:
        session.add(Article(slug="tides", **values))
        try:
            session.commit()
            print(f"{name}: accepted")
        except IntegrityError as error:
            print(f"{name}: {str(error.orig).splitlines()[0]}")


add("deleted in May", deleted_at=datetime(2025, 5, 1))
add("deleted in June", deleted_at=datetime(2025, 6, 1))
add("deleted in June, a second time", deleted_at=datetime(2025, 6, 1))
add("visible")
add("visible, a second time")
# --8<-- [end:add]
