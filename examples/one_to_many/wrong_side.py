# databases: sqlite
# raises: AttributeError
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user: Mapped["User"] = relationship(back_populates="projects")
# --8<-- [end:models]


# --8<-- [start:add]
Base.registry.configure()
for attribute in (User.projects, Project.user):
    kind = "collection" if attribute.property.uselist else "scalar"
    print(f"{attribute}: {attribute.property.direction.name}, {kind}")

mina = User(name="Mina", projects=[Project(title="Website"), Project(title="Mobile app")])
# --8<-- [end:add]
