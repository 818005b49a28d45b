from sqlalchemy import ForeignKey, create_engine, delete, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:delete]
def rows_left(passive_deletes):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(passive_deletes=passive_deletes)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(projects=[Project(), Project()]))
        session.commit()
        session.execute(delete(User))
        session.commit()
        rows = session.execute(select(Project.user_id)).all()
    Base.metadata.drop_all(engine)
    return rows


for value in (False, True, "all"):
    print(f"passive_deletes={value!r}, projects left:", rows_left(value))
# --8<-- [end:delete]
