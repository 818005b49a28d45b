from sqlalchemy import ForeignKey, String, create_engine, event, select
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
    session.add(User(name="Joon", projects=[Project(title="Newsletter")]))
    session.commit()


# --8<-- [start:handlers]
called = []


@event.listens_for(Base, "before_delete", propagate=True)
def before_delete(mapper, connection, target):
    called.append(f"before_delete {mapper.class_.__name__}")


@event.listens_for(Base, "after_delete", propagate=True)
def after_delete(mapper, connection, target):
    called.append(f"after_delete {mapper.class_.__name__}")


@event.listens_for(Session, "before_flush")
def before_flush(session, flush_context, instances):
    called.append(f"session.deleted has {len(session.deleted)}")


# --8<-- [end:handlers]
# --8<-- [start:unread]
with Session(engine) as session:
    mina = session.scalars(select(User).where(User.name == "Mina")).one()
    session.delete(mina)
    session.commit()
    print("called:", ", ".join(called))
# --8<-- [end:unread]

called.clear()

# --8<-- [start:read]
with Session(engine) as session:
    joon = session.scalars(select(User).where(User.name == "Joon")).one()
    joon.projects
    session.delete(joon)
    session.commit()
    print("called:", ", ".join(called))
# --8<-- [end:read]
