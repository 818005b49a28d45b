from sqlalchemy import ForeignKey, String, create_engine, delete, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    status: Mapped[str] = mapped_column(String(50))
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

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, per connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    website, app = Project(title="Website"), Project(title="Mobile app")
    session.add(User(name="Mina", status="trial", projects=[website, app]))
    session.add(User(name="Joon", status="trial", projects=[Project(title="Newsletter")]))
    session.add(User(name="Hana", status="paid", projects=[Project(title="Shop")]))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    website = session.scalars(select(Project).where(Project.title == "Website")).one()
    session.execute(delete(User).where(User.status == "trial"))
    session.expire_all()
    print("get():", session.get(Project, 1))
    print("Website in the session:", website in session)
    session.commit()
# --8<-- [end:delete]
