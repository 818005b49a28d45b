# databases: sqlite
from sqlalchemy import ForeignKey, create_engine, delete, event, insert, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


engine = create_engine("sqlite://")


@event.listens_for(engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    dbapi_connection.execute("PRAGMA foreign_keys=ON")


# --8<-- [start:add]
MANY = text(
    "INSERT INTO project (user_id) WITH RECURSIVE number(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 20000) SELECT 1 FROM number"
)

connection = engine.connect()
Base.metadata.create_all(connection)
connection.execute(insert(User), [{"id": 1}, {"id": 2}, {"id": 3}])
connection.execute(MANY)  # 20,000 projects of user 1
# --8<-- [end:add]

# --8<-- [start:delete]
steps = 0


def count_step():
    global steps
    steps += 1


def delete_user(user_id):
    global steps
    steps = 0
    connection.connection.set_progress_handler(count_step, 1)  # called at each step of SQLite
    connection.execute(delete(User).where(User.id == user_id))  # has no projects
    connection.connection.set_progress_handler(None, 1)
    return "more than 20,000" if steps > 20_000 else "fewer than 20,000"


print("without an index, steps:", delete_user(2))
connection.execute(text("CREATE INDEX project_user_id ON project (user_id)"))
print("with an index, steps:", delete_user(3))
# --8<-- [end:delete]

connection.close()
