# at: shapes/one-to-many#no-foreign-key
# en: The error is not raised when the classes are defined; it is raised when the mappers are configured, by the first
#     object or query.
# ko: 클래스를 정의할 때가 아니라, 첫 객체나 첫 쿼리에서 SQLAlchemy가 매퍼를 구성할 때 납니다.
# at: shapes/one-to-many#unknown-class
# en: This error too is raised when the mappers are configured.
# ko: 이 오류도 매퍼를 구성할 때 납니다.
# databases: sqlite
# vary: wrong = "no foreign key", "unknown class"
# vary: trigger = "object", "query", "other class", "configure_mappers"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import InvalidRequestError, NoForeignKeysError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    configure_mappers,
    mapped_column,
    relationship,
)

wrong = "no foreign key"
trigger = "object"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects = relationship("Projekt" if wrong == "unknown class" else "Project")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    if wrong == "no foreign key":
        user_id: Mapped[int]
    else:
        user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class Tag(Base):
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)  # the tables are made all the same

error = None
try:
    if trigger == "object":
        User()
    elif trigger == "other class":
        Tag()
    elif trigger == "query":
        with Session(engine) as session:
            session.scalars(select(User)).all()
    else:
        configure_mappers()
except (InvalidRequestError, NoForeignKeysError) as raised:
    error = str(raised)
assert error is not None
assert ("no foreign keys linking" in error) if wrong == "no foreign key" else ("'Projekt'" in error)
