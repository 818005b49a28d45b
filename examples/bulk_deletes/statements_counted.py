from sqlalchemy import ForeignKey, String, create_engine, delete, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, per connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:models]
def make(passive):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        projects: Mapped[list["Project"]] = relationship(
            cascade="all, delete-orphan", passive_deletes=passive
        )

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))

    Base.metadata.create_all(engine)
    return User, Project


cascading, passive = make(False), make(True)
# --8<-- [end:models]

counted = []


@event.listens_for(engine, "before_cursor_execute")
def count(connection, cursor, statement, parameters, context, executemany):
    counted.append(statement)


# --8<-- [start:loop]
def delete_objects(session, User):
    for user in session.scalars(select(User)).all():
        session.delete(user)
    session.commit()


def delete_objects_without_autoflush(session, User):
    with session.no_autoflush:
        delete_objects(session, User)


def delete_rows(session, User):
    session.execute(delete(User))
    session.commit()
# --8<-- [end:loop]


# --8<-- [start:count]
def statements(delete_users, users, classes):
    User, Project = classes
    ids = range(1, users + 1)
    with Session(engine) as session:
        session.execute(insert(User), [{"id": id_, "name": f"User {id_}"} for id_ in ids])
        session.execute(insert(Project), [{"title": "Website", "user_id": id_} for id_ in ids])
        session.commit()
        counted.clear()
        delete_users(session, User)
        return len(counted)


for users in (2, 10):
    print(f"loop, {users} users: {statements(delete_objects, users, cascading)}")
    without = statements(delete_objects_without_autoflush, users, cascading)
    print(f"loop, no_autoflush, {users} users: {without}")
    print(f"loop, passive_deletes, {users} users: {statements(delete_objects, users, passive)}")
    print(f"delete(), {users} users: {statements(delete_rows, users, passive)}")
# --8<-- [end:count]
