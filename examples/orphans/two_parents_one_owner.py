from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(
        back_populates="user", cascade="all, delete-orphan"
    )


class Client(Base):
    __tablename__ = "client"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="client")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    client: Mapped["Client | None"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    website = Project(title="Website")
    session.add(User(name="Mina", projects=[website]))
    session.add(Client(name="Hana", projects=[website]))
    session.commit()

# --8<-- [start:remove]
with Session(engine) as session:
    hana = session.scalars(select(Client)).one()
    hana.projects.clear()
    session.commit()
    print("after Hana's:", session.execute(select(Project.user_id, Project.client_id)).all())
    mina = session.scalars(select(User)).one()
    mina.projects.clear()
    session.commit()
    print("after Mina's:", session.execute(select(Project.user_id, Project.client_id)).all())
# --8<-- [end:remove]
