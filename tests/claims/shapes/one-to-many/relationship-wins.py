# at: shapes/one-to-many#foreign-key-value
# en: With both, a relationship that was given another object wins.
# ko: 둘 다 적으면 다른 객체를 넣은 관계가 우선합니다.
# vary: project = "new", "stored", "stored, same user"
# vary: order = "relationship first", "value first"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

project = "new"
order = "relationship first"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship()


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([User(id=number) for number in (1, 2, 3)])
    session.flush()
    if project != "new":
        session.add(Project(user_id=1 if project == "stored, same user" else 3))
    session.commit()

with Session(engine) as session:
    mina = session.get(User, 1)
    website = Project() if project == "new" else session.scalars(select(Project)).one()
    if project != "new":
        assert website.user is session.get(User, 1 if project == "stored, same user" else 3)
    for step in ("relationship", "value") if order == "relationship first" else ("value", "relationship"):
        if step == "relationship":
            website.user = mina
        else:
            website.user_id = 2
    session.add(website)
    session.commit()
    assert website.user_id == (2 if project == "stored, same user" else 1)
