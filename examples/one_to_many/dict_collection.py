from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[dict[str, "Project"]] = relationship(
        back_populates="user", collection_class=attribute_keyed_dict("title")
    )


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    website = Project(title="Website")
    mobile_app = Project(title="Mobile app")
    session.add(User(name="Mina", projects={"Website": website, "Mobile app": mobile_app}))
    session.commit()

    mina = session.scalars(select(User)).one()
    print("keys:", sorted(mina.projects))
    print("by title:", mina.projects["Website"].title)
# --8<-- [end:add]

# --8<-- [start:rename]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    mina.projects["Website"].title = "Homepage"
    session.flush()
    print("after the flush:", sorted(mina.projects))
    session.commit()
    print("after the commit:", sorted(mina.projects))
# --8<-- [end:rename]

# --8<-- [start:same_title]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    session.add(Project(title="Homepage", user_id=mina.id))
    session.commit()

    print("rows:", session.scalars(select(Project.title).order_by(Project.id)).all())
    print("keys:", sorted(mina.projects))
# --8<-- [end:same_title]
