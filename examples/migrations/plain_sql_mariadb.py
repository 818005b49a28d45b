# databases: mariadb
from sqlalchemy import ForeignKey, MetaData, String, create_engine, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:alter]
with engine.begin() as connection:
    connection.execute(
        text("ALTER TABLE project DROP FOREIGN KEY fk_project_user_id_user_account")
    )
    connection.execute(
        text(
            "ALTER TABLE project "
            "ADD CONSTRAINT fk_project_user_id_user_account FOREIGN KEY (user_id) "
            "REFERENCES user_account (id) ON DELETE CASCADE"
        )
    )
# --8<-- [end:alter]

(found,) = inspect(engine).get_foreign_keys("project")
# --8<-- [start:check]
print(found["name"], found["options"])
# --8<-- [end:check]
