# databases: mariadb
from sqlalchemy import ForeignKey, String, create_engine, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")


# --8<-- [start:models]
def models(storage_engine, passive_deletes):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"
        __table_args__ = {"mariadb_engine": storage_engine}

        id: Mapped[int] = mapped_column(primary_key=True)
        projects: Mapped[list["Project"]] = relationship(
            cascade="all, delete-orphan", passive_deletes=passive_deletes
        )

    class Project(Base):
        __tablename__ = "project"
        __table_args__ = {"mariadb_engine": storage_engine}

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))

    return Base, User, Project


# --8<-- [end:models]
# --8<-- [start:delete]
def delete_user(storage_engine, passive_deletes):
    Base, User, Project = models(storage_engine, passive_deletes)
    Base.metadata.create_all(engine)
    keys = inspect(engine).get_foreign_keys("project")
    with Session(engine) as session:
        mina = User(projects=[Project(title="Website")])
        session.add(mina)
        session.commit()
        session.delete(mina)
        session.commit()
        rows = session.execute(select(Project.title, Project.user_id)).all()
    Base.metadata.drop_all(engine)
    return f"{len(keys)} foreign keys, projects left {rows}"


for storage_engine in ("InnoDB", "Aria", "MyISAM"):
    print(f"{storage_engine}, passive_deletes=True:", delete_user(storage_engine, True))
    print(f"{storage_engine}, passive_deletes=False:", delete_user(storage_engine, False))
# --8<-- [end:delete]
