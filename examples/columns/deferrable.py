# databases: sqlite, postgresql
# raises: IntegrityError
from sqlalchemy import ForeignKey, String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


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
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", deferrable=True, initially="DEFERRED")
    )
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

# --8<-- [start:child_first]
with Session(engine) as session:
    session.add(Project(title="Website", user_id=1))
    session.flush()  # there is no user 1 yet
    session.add(User(id=1, name="Mina"))
    session.commit()
# --8<-- [end:child_first]

# --8<-- [start:no_parent]
with Session(engine) as session:
    session.add(Project(title="Newsletter", user_id=99))
    session.flush()
    print("the flush was accepted")
    session.commit()
# --8<-- [end:no_parent]
