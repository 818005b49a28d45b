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
    session.add_all(User(name=f"Guest {number}", status="trial") for number in range(1, 6))
    session.commit()

# --8<-- [start:delete]
def delete_in_portions(session, ids, size):
    for start in range(0, len(ids), size):
        portion = ids[start : start + size]
        result = session.execute(delete(User).where(User.id.in_(portion)))
        session.commit()
        print(f"{result.rowcount} of {len(portion)} deleted")


with Session(engine) as session:
    trial = select(User.id).where(User.status == "trial").order_by(User.id)
    delete_in_portions(session, session.scalars(trial).all(), size=2)
# --8<-- [end:delete]
