# databases: mariadb
from datetime import datetime

from sqlalchemy import TIMESTAMP, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    accessed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    accessed_at: Mapped[datetime] = mapped_column(TIMESTAMP)  # NOT NULL
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:show]
with engine.connect() as connection:
    for setting in ("ON", "OFF"):
        connection.execute(text(f"SET explicit_defaults_for_timestamp = {setting}"))
        Base.metadata.create_all(connection)
        for table in ("user_account", "project"):
            ddl = connection.execute(text(f"SHOW CREATE TABLE {table}")).one()[1]
            column = [line for line in ddl.splitlines() if "accessed_at" in line][0]
            print(f"{setting}, {table}:", column.strip(" ,"))
        Base.metadata.drop_all(connection)
# --8<-- [end:show]
