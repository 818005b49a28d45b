from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine, inspect
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


def foreign_key():
    (found,) = inspect(engine).get_foreign_keys("project")
    return found["name"], found["options"]


# --8<-- [start:create]
print("before:", foreign_key())
Base.metadata.create_all(engine)
print("after create_all:", foreign_key())
# --8<-- [end:create]
