# databases: postgresql
from sqlalchemy import ForeignKey, create_engine, delete, insert, text
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
ROWS_READ = text("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'project'")


def delete_user(user_id):
    before = connection.scalar(ROWS_READ)
    connection.execute(delete(User).where(User.id == user_id))  # has no projects
    return connection.scalar(ROWS_READ) - before


print("without an index, rows of project read:", delete_user(2))
connection.execute(text("CREATE INDEX project_user_id ON project (user_id)"))
print("with an index, rows of project read:", delete_user(3))
# --8<-- [end:delete]

connection.close()
