from sqlalchemy import ForeignKey, String, create_engine, delete, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


# --8<-- [start:models]
def declare(on_backref, on_foreign_key):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str] = mapped_column(String(50), unique=True)

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        user_name: Mapped[str | None] = mapped_column(
            ForeignKey("user.user_name", **on_foreign_key)
        )
        user: Mapped["User | None"] = relationship(backref=backref("project", **on_backref))

    return Base, User, Project
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:foreign_keys]
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")
# --8<-- [end:foreign_keys]


# --8<-- [start:delete]
ways = {
    "neither": ({}, {}),
    "cascade": ({"cascade": "all,delete"}, {}),
    "ondelete": ({}, {"ondelete": "CASCADE"}),
    "ondelete, passive_deletes": ({"passive_deletes": True}, {"ondelete": "CASCADE"}),
    "cascade, ondelete": ({"cascade": "all,delete"}, {"ondelete": "CASCADE"}),
}
for name, settings in ways.items():
    Base, User, Project = declare(*settings)
    for how in ("session.delete(user)", "delete(User)"):
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            user = User(user_name="Mina")
            user.project = [Project()]
            session.add(user)
            session.commit()
            try:
                if how == "session.delete(user)":
                    session.delete(user)
                else:
                    session.execute(delete(User))
                session.commit()
                left = session.scalars(select(Project.user_name)).all()
                print(f"{name} | {how}: projects left {left}")
            except IntegrityError as error:
                session.rollback()
                print(f"{name} | {how}: {type(error).__name__}")
        Base.metadata.drop_all(engine)
# --8<-- [end:delete]
