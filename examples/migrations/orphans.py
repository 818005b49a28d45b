# databases: postgresql, mariadb
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import String, create_engine, delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


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
    user_id: Mapped[int]  # no foreign key yet
# --8<-- [end:models]


engine = create_engine("sqlite://")

Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    session.add(User(id=1, name="Mina"))
    session.add(Project(title="Website", user_id=1))
    session.add(Project(title="Mobile app", user_id=99))  # there is no user 99
    session.commit()
# --8<-- [end:add]


# --8<-- [start:upgrade]
def upgrade(op):
    name = "fk_project_user_id_user_account"
    with op.batch_alter_table("project") as batch:
        batch.create_foreign_key(name, "user_account", ["user_id"], ["id"])
# --8<-- [end:upgrade]


# --8<-- [start:run]
try:
    with engine.begin() as connection:
        upgrade(Operations(MigrationContext.configure(connection)))
except IntegrityError as error:
    words = str(error.orig.args[-1])
    print("IntegrityError:", words.split(" (`")[0])  # MariaDB goes on with a name that varies
# --8<-- [end:run]

# --8<-- [start:find]
has_user = exists().where(User.id == Project.user_id)

with Session(engine) as session:
    for project in session.scalars(select(Project).where(~has_user)):
        print(f"{project.title} refers to user {project.user_id}, who does not exist")
# --8<-- [end:find]

# --8<-- [start:mend]
with Session(engine) as session:
    session.execute(delete(Project).where(~has_user))
    session.commit()

with engine.begin() as connection:
    upgrade(Operations(MigrationContext.configure(connection)))
print("upgrade: done")
# --8<-- [end:mend]
