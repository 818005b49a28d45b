# raises: IntegrityError
from sqlalchemy import ForeignKey, String, create_engine, event, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:old_tables]
with engine.begin() as connection:  # the tables as they were made before the model had ondelete
    connection.execute(text("CREATE TABLE user_account (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL)"))
    connection.execute(
        text(
            "CREATE TABLE project (id INTEGER PRIMARY KEY, title VARCHAR(50) NOT NULL, user_id INTEGER NOT NULL, "
            "CONSTRAINT project_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id))"
        )
    )
# --8<-- [end:old_tables]


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="projects")


# --8<-- [start:delete]
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(id=1, title="Website")]))
    session.commit()

with Session(engine) as session:
    session.delete(session.scalars(select(User)).one())
    session.commit()
# --8<-- [end:delete]
