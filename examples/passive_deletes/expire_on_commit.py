from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", passive_deletes=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

# --8<-- [start:delete]
with Session(engine, expire_on_commit=False) as session:
    mina = User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")])
    session.add(mina)
    session.commit()

    session.delete(mina)
    session.commit()

with Session(engine) as session:
    print("users:", session.scalars(select(User.name)).all())
    print("projects:", session.execute(select(Project.title, Project.user_id).order_by(Project.id)).all())
# --8<-- [end:delete]

# --8<-- [start:expire]
with Session(engine, expire_on_commit=False) as session:
    joon = User(name="Joon", projects=[Project(title="Newsletter")])
    session.add(joon)
    session.commit()

    session.expire(joon, ["projects"])
    session.delete(joon)
    session.commit()

with Session(engine) as session:
    print("users:", session.scalars(select(User.name)).all())
    print("projects:", session.execute(select(Project.title, Project.user_id).order_by(Project.id)).all())
# --8<-- [end:expire]
