from datetime import datetime

from sqlalchemy import TIMESTAMP, ForeignKey, String, create_engine, func, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    description: Mapped[str | None] = mapped_column(String(50))
    accessed_at: Mapped[datetime | None] = mapped_column(
        TIMESTAMP, default=func.now(), onupdate=func.current_timestamp()
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(backref=backref("project", cascade="all,delete"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
LONG_AGO = datetime(2020, 1, 1)

# --8<-- [start:try]
actions = {
    "reading the user": lambda session, mina: session.scalars(select(User)).all(),
    "adding a project to the user": lambda session, mina: mina.project.append(Project()),
    "assigning the value it has": lambda session, mina: setattr(mina, "description", "designer"),
    "assigning another value": lambda session, mina: setattr(mina, "description", "lead"),
    "update(User)": lambda session, mina: session.execute(update(User).values(description="lead")),
    "text('UPDATE …')": lambda session, mina: session.execute(
        text("UPDATE user_account SET description = 'lead'")
    ),
}
for name, action in actions.items():
    with Session(engine) as session:
        mina = User(description="designer", accessed_at=LONG_AGO)
        session.add(mina)
        session.flush()
        session.refresh(mina)
        action(session, mina)
        session.flush()
        session.refresh(mina)
        print(f"{name}:", "unchanged" if mina.accessed_at == LONG_AGO else "a new time")
# --8<-- [end:try]
