from sqlalchemy import ForeignKey, String, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, backref, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50), unique=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str | None] = mapped_column(ForeignKey("user.user_name"))
    # A                              B                            C
    user: Mapped["User"] = relationship("User", backref=backref("project", cascade="all,delete"))
# --8<-- [end:models]


# --8<-- [start:print]
for class_ in (Project, User):
    for attribute in inspect(class_).relationships:
        print(f"{class_.__name__}.{attribute.key}: {attribute.mapper.class_.__name__}")
        print("    direction:", attribute.direction.name)
        print("    list:", attribute.uselist)
        print("    delete in its cascade:", "delete" in attribute.cascade)

mina = User(user_name="Mina")
print("mina.project before any project exists:", mina.project)
website = Project(user=mina)
print("mina.project afterwards:", mina.project == [website])
# --8<-- [end:print]
