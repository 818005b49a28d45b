# databases: sqlite
# raises: NotImplementedError
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


# --8<-- [start:base]
NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
# --8<-- [end:base]


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
old = MetaData(naming_convention=NAMES)
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
    op.drop_constraint("fk_project_user_id_user_account", "project", type_="foreignkey")
# --8<-- [end:upgrade]


# --8<-- [start:run]
with engine.begin() as connection:
    upgrade(Operations(MigrationContext.configure(connection)))
# --8<-- [end:run]
