from sqlalchemy import ForeignKey, String, create_engine, delete, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, per connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:run]
def projects_after_delete(ondelete):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(cascade="all, delete-orphan")

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int | None] = mapped_column(
            ForeignKey("user_account.id", ondelete=ondelete)
        )

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(projects=[Project()]))
        session.commit()
        try:
            session.execute(delete(User))
            rows = session.scalars(select(Project.user_id)).all()
            return f"user_id is {rows[0]}" if rows else "deleted"
        except IntegrityError:
            return "IntegrityError"
        finally:
            session.rollback()
            Base.metadata.drop_all(session.connection())
            session.commit()


for ondelete in (None, "CASCADE", "SET NULL", "RESTRICT", "NO ACTION"):
    print(f"ondelete={ondelete!r}: {projects_after_delete(ondelete)}")
# --8<-- [end:run]
