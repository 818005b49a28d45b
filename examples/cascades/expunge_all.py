from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade="all")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.commit()

# --8<-- [start:expunge]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    website, mobile_app = mina.projects
    session.expunge(mina)
    print("mina in the session:", mina in session)
    print("website in the session:", website in session)
# --8<-- [end:expunge]

# --8<-- [start:child]
with Session(engine) as session:
    website = session.get(Project, 1)
    mina = website.user
    session.expunge(website)
    print("website in the session:", website in session)
    print("mina in the session:", mina in session)
# --8<-- [end:child]

# --8<-- [start:pending]
with Session(engine) as session:
    joon = User(name="Joon", projects=[Project(title="Newsletter")])
    session.add(joon)
    session.expunge(joon)
    print("to be inserted:", len(session.new))
# --8<-- [end:pending]

# --8<-- [start:other_session]
with Session(engine) as first, Session(engine) as second:
    mina = first.scalars(select(User)).one()
    website, mobile_app = mina.projects
    first.expunge(mina)
    second.add(mina)
    print("website in the second session:", website in second)
# --8<-- [end:other_session]
