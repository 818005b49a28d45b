# at: deleting/orphans#expected-to-delete
# en: Unless the class has a `version_id_col`, there is only the warning; the rows are deleted as intended.
# ko: 클래스에 `version_id_col`이 없으면 경고만 나고 행은 뜻대로 지워집니다.
# at: deleting/checklist#messages
# en: For an object it is a warning, with `version_id_col` an error; for a link of a many-to-many it is an error
# ko: 객체이면 경고이고 `version_id_col`이 있으면 오류, 다대다의 연결이면 오류
# vary: what = "object", "object with a version", "link"
import warnings

from sqlalchemy import Column, ForeignKey, Table, create_engine, select, text
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.exc import StaleDataError

what = "object"


class Base(DeclarativeBase):
    pass


link = Table(
    "link",
    Base.metadata,
    Column("user_id", ForeignKey("user_account.id"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True),
)


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(cascade="all, delete-orphan")
    tags: Mapped[list["Tag"]] = relationship(secondary=link)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(default=1)
    if what == "object with a version":
        __mapper_args__ = {"version_id_col": version}


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, projects=[Project(), Project()], tags=[Tag(), Tag()]))
    session.commit()

error = None
with Session(engine) as session, warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    mina = session.get(User, 1)
    assert len(mina.projects) == len(mina.tags) == 2
    session.execute(
        text("DELETE FROM link WHERE tag_id = 1" if what == "link" else "DELETE FROM project WHERE id = 1")
    )
    session.delete(mina)
    try:
        session.commit()
    except StaleDataError as raised:
        error = str(raised)

if what == "object":
    assert error is None
    assert [w.category for w in caught if "expected to delete" in str(w.message)] == [SAWarning]
else:
    assert "expected to delete 2 row(s)" in error
with Session(engine) as session:
    assert session.scalars(select(User.id)).all() == ([] if what == "object" else [1])
