from sqlalchemy import ForeignKey, String, create_engine, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

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


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    website = session.scalars(select(Project).where(Project.title == "Website")).one()
    session.delete(mina)
    session.flush()

    print("project rows:", session.execute(select(Project.title)).all())
    print("website in session:", website in session)
    print("website is persistent:", inspect(website).persistent)
    print("website:", website.title, website.user_id)
    print("get() returns website:", session.get(Project, website.id) is website)
    print("mina in session:", mina in session)
    # --8<-- [end:delete]

    # --8<-- [start:expire]
    session.expire_all()
    print("get() after expire_all():", session.get(Project, 1))
    print("website in session:", website in session)
    # --8<-- [end:expire]
