from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")


# --8<-- [start:models]
def models(with_user):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        projects: Mapped[list["Project"]] = relationship(
            back_populates="user" if with_user else None, passive_deletes="all"
        )

    class Project(Base):
        __tablename__ = "project"

        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(50))
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
        if with_user:
            user: Mapped["User | None"] = relationship(back_populates="projects")

    return Base, User, Project


# --8<-- [end:models]
# --8<-- [start:remove]
for with_user in (True, False):
    Base, User, Project = models(with_user)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        mina = User(name="Mina", projects=[Project(title="Website")])
        session.add(mina)
        session.commit()
        mina.projects.remove(mina.projects[0])
        session.commit()
        side = "both sides" if with_user else "User only"
        print(f"{side}, collection:", [project.title for project in mina.projects])
        print(f"{side}, row:", session.execute(select(Project.title, Project.user_id)).all())
    Base.metadata.drop_all(engine)
# --8<-- [end:remove]
