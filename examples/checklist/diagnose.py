from sqlalchemy import ForeignKey, String, create_engine, inspect, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
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
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

with engine.begin() as connection:  # the tables are older than ondelete="CASCADE"
    connection.execute(text("CREATE TABLE user_account (id INTEGER PRIMARY KEY, name VARCHAR(50))"))
    connection.execute(
        text(
            "CREATE TABLE project (id INTEGER PRIMARY KEY, title VARCHAR(50), user_id INTEGER, "
            "FOREIGN KEY (user_id) REFERENCES user_account (id))"
        )
    )
    connection.execute(text("INSERT INTO user_account (id, name) VALUES (1, 'Mina')"))
    connection.execute(text("INSERT INTO project (id, title, user_id) VALUES (1, 'Website', 1)"))

Base.metadata.create_all(engine)


# --8<-- [start:diagnose]
def diagnose(session, parent, name):
    """Print what decides about the children of `parent`, reached by its relationship `name`."""
    relationship_ = inspect(type(parent)).relationships[name]
    child = relationship_.mapper.local_table
    print("cascade:", ", ".join(sorted(relationship_.cascade)))
    print("passive_deletes:", relationship_.passive_deletes)
    for column in sorted(relationship_.remote_side, key=lambda column: column.name):
        kind = "nullable" if column.nullable else "NOT NULL"
        print(f"{column} in the model: {kind}, ondelete={[key.ondelete for key in column.foreign_keys]}")
    for key in inspect(session.connection()).get_foreign_keys(child.name):
        columns = ", ".join(key["constrained_columns"])
        print(f"{child.name}.{columns} in the database: ondelete={key['options'].get('ondelete')}")
    print("collection read:", name not in inspect(parent).unloaded)
    if session.connection().dialect.name == "sqlite":
        checks = session.scalar(text("PRAGMA foreign_keys"))
        print("SQLite's checks:", "on" if checks else "off")


with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    diagnose(session, mina, "projects")
# --8<-- [end:diagnose]
