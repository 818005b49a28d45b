from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, create_engine, event, select
from sqlalchemy.exc import DBAPIError

engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:attempt]
def attempt(case, change, **settings):
    """User 2 has a project. What becomes of its row when user 2 is deleted, or gets the id 3?"""
    metadata = MetaData()
    id_ = Column("id", Integer, primary_key=True, autoincrement=False)
    user = Table("user_account", metadata, id_)
    user_id = Column("user_id", ForeignKey("user_account.id", **settings), server_default="1")
    project = Table("project", metadata, user_id)
    try:
        metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(user.insert(), [{"id": 1}, {"id": 2}])
            connection.execute(project.insert(), {"user_id": 2})
            connection.execute(change(user).where(user.c.id == 2))
            rows = connection.execute(select(project)).all()
        print(f"{case}: {f'user_id {rows[0].user_id}' if rows else 'row deleted'}")
    except DBAPIError as error:
        print(f"{case}: {type(error).__name__}")
    metadata.drop_all(engine)


# --8<-- [end:attempt]
# --8<-- [start:cases]
def delete(user):
    return user.delete()


def update(user):
    return user.update().values(id=3)


attempt("DELETE, nothing set", delete)
for action in ("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"):
    attempt(f'DELETE, ondelete="{action}"', delete, ondelete=action)

attempt("UPDATE, nothing set", update)
for action in ("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"):
    attempt(f'UPDATE, onupdate="{action}"', update, onupdate=action)
# --8<-- [end:cases]
