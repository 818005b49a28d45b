# databases: sqlite
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")  # the foreign key checks stay off
Base.metadata.create_all(engine)

# --8<-- [start:delete]
with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website")]))
    session.commit()

with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    session.delete(mina)
    session.commit()

with Session(engine) as session:
    joon = User(name="Joon")
    session.add(joon)
    session.commit()
    print("id of Joon:", joon.id)
    print("projects of Joon:", [project.title for project in joon.projects])
# --8<-- [end:delete]
