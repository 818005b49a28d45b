from sqlalchemy import ForeignKey, create_engine, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_engine("sqlite://")

# --8<-- [start:old_tables]
with engine.begin() as connection:  # the tables as they were made before the model had ondelete
    connection.execute(text("CREATE TABLE user_account (id INTEGER PRIMARY KEY)"))
    connection.execute(
        text(
            "CREATE TABLE project (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, "
            "CONSTRAINT project_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id))"
        )
    )
# --8<-- [end:old_tables]


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="projects")


# --8<-- [start:ask]
def actions():
    """The foreign keys of `project` as the database has them: column and ON DELETE."""
    keys = inspect(engine).get_foreign_keys("project")
    return [(key["constrained_columns"], key["options"].get("ondelete")) for key in keys]


Base.metadata.create_all(engine)
print("model:", Project.__table__.c.user_id.foreign_keys.copy().pop().ondelete)
print("database:", actions())
# --8<-- [end:ask]

# --8<-- [start:new_tables]
Base.metadata.drop_all(engine)
Base.metadata.create_all(engine)
print("made anew:", actions())
# --8<-- [end:new_tables]
