# databases: postgresql, mariadb
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine
from sqlalchemy.exc import CompileError
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
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:old_tables]
old = MetaData()
Table(
    "user_account",
    old,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
)
Table(
    "project",
    old,
    Column("id", Integer, primary_key=True),
    Column("title", String(50), nullable=False),
    Column("user_id", ForeignKey("user_account.id"), nullable=False),
)
old.create_all(engine)
# --8<-- [end:old_tables]


# --8<-- [start:upgrade]
def upgrade(op):
    op.drop_constraint(None, "project", type_="foreignkey")
# --8<-- [end:upgrade]


# --8<-- [start:run]
with engine.begin() as connection:
    try:
        upgrade(Operations(MigrationContext.configure(connection)))
    except CompileError as error:
        words = str(error).split("(")[0], str(error).split("; ")[-1]
        print("CompileError: {}(…); {}".format(*words))
    except AssertionError as error:
        print("AssertionError, message:", repr(str(error)))
# --8<-- [end:run]
