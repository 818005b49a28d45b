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
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")

Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.add(User(name="Joon", projects=[Project(title="Newsletter")]))
    session.add(User(name="Sora", projects=[Project(title="Catalogue")]))
    session.commit()

# --8<-- [start:delete]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    website = session.scalars(select(Project).where(Project.title == "Website")).one()
    print("before:", website.user_id, website.user.name)
    session.delete(mina)
    session.flush()
    print("row:", session.scalars(select(Project.user_id).where(Project.id == website.id)).one())
    print("object:", website.user_id, website.user.name)
    session.commit()
    print("object after commit():", website.user_id, website.user)
# --8<-- [end:delete]

# --8<-- [start:no_expire]
with Session(engine, expire_on_commit=False) as session:
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    newsletter = session.scalars(select(Project).where(Project.title == "Newsletter")).one()
    session.delete(joon)
    session.commit()
    print("object after commit():", newsletter.user_id)
    session.refresh(newsletter)
    print("object after refresh():", newsletter.user_id)
# --8<-- [end:no_expire]

# --8<-- [start:read]
with Session(engine) as session:
    sora = session.scalars(select(User).where(User.name == "Sora")).one()
    catalogue = sora.projects[0]
    print("before:", catalogue.user_id, catalogue.user.name)
    session.delete(sora)
    session.flush()
    print("object:", catalogue.user_id, catalogue.user.name)
    session.commit()
    print("object after commit():", catalogue.user_id, catalogue.user)
# --8<-- [end:read]
