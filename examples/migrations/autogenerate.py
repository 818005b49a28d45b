# databases: sqlite, mariadb
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# --8<-- [start:models]
NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:old_table]
old = MetaData(naming_convention=NAMES)
Table(
    "project",
    old,
    Column("id", Integer, primary_key=True),
    Column("parent_id", ForeignKey("project.id")),
)
old.create_all(engine)
# --8<-- [end:old_table]

# --8<-- [start:compare]
with engine.connect() as connection:
    context = MigrationContext.configure(connection)
    for what, constraint in compare_metadata(context, Base.metadata):
        print(what, constraint.name, "ondelete:", constraint.ondelete)
# --8<-- [end:compare]
