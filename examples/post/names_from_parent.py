from sqlalchemy import ForeignKey, String, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)
    project: Mapped[list["Project"]] = relationship("Project", cascade="all,delete", backref="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
# --8<-- [end:models]


# --8<-- [start:print]
for class_ in (Project, User):
    for attribute in inspect(class_).relationships:
        print(f"{class_.__name__}.{attribute.key}: {attribute.mapper.class_.__name__}")
        print("    direction:", attribute.direction.name)
        print("    list:", attribute.uselist)
        print("    delete in its cascade:", "delete" in attribute.cascade)
# --8<-- [end:print]
