# at: shapes/one-to-many#wrong-side
# en: If `projects` is declared as `Mapped[list["Project"]]` and setting a list raises this all the same, the foreign key is
#     on the other side, on `User`, or the relationship has `uselist=False`.
# ko: `projects`를 `Mapped[list["Project"]]`로 선언했는데도 목록을 넣을 때 이 오류가 나면, 외래 키가 반대쪽인 `User`에
#     있거나 관계에 `uselist=False`가 적혀 있는 것입니다.
# at: shapes/one-to-many#wrong-side
# en: The foreign key decides the direction, not the type.
# ko: 방향은 타입이 아니라 외래 키가 정합니다.
# vary: key = "on Project", "on User"
# vary: uselist = None, False
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

key = "on Project"
uselist = None


class Base(DeclarativeBase):
    pass


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    if key == "on Project":
        user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    if key == "on User":
        project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    projects: Mapped[list["Project"]] = relationship(uselist=uselist)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

message = ""
with Session(engine) as session:
    try:
        session.add(User(id=1, projects=[Project(id=1)]))
        session.commit()
    except AttributeError as error:
        message = str(error)

is_collection = key == "on Project" and uselist is None
assert User.projects.property.uselist == is_collection
assert User.projects.property.direction.name == ("ONETOMANY" if key == "on Project" else "MANYTOONE")
assert (message == "") == is_collection
if not is_collection:
    assert message == "'list' object has no attribute '_sa_instance_state'"
