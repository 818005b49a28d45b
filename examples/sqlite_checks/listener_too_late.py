# databases: sqlite
from sqlalchemy import ForeignKey, String, create_engine, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
# --8<-- [end:models]


# --8<-- [start:late]
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)  # makes the connection


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


with engine.connect() as connection:
    print("too late:", connection.scalar(text("PRAGMA foreign_keys")))

engine.dispose()  # closes the connection, and with it this database in memory
with engine.connect() as connection:
    print("new connection:", connection.scalar(text("PRAGMA foreign_keys")))
# --8<-- [end:late]
