# at: deleting/orphans#user-none
# en: If the foreign key references the primary key, it looks whether that user is in the session already. If so, the
#     project leaves `mina.projects` and is an orphan, as in the overview. If not, or if the foreign key references
#     another column, the project leaves no collection, and only the foreign key changes. `del website.user` does the
#     same.
# ko: 외래 키가 기본 키를 참조하면 그 사용자가 이미 세션에 있는지만 봅니다. 있으면 프로젝트가 `mina.projects`에서 빠져
#     표에서처럼 고아 객체가 됩니다. 없거나 외래 키가 다른 컬럼을 참조하면 어느 컬렉션에서도 빠지지 않고, 외래 키만
#     바뀝니다. `del website.user`도 같습니다.
# vary: references = "primary key", "unique column"
# vary: known = "no", "user", "collection"
# vary: how = "= None", "del"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

references = "primary key"
known = "no"
how = "= None"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade="all, delete-orphan")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id" if references == "primary key" else "user_account.number")
    )
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, number=7, projects=[Project(id=1), Project(id=2)]))
    session.commit()

with Session(engine) as session:
    if known != "no":
        mina = session.get(User, 1)
        if known == "collection":
            assert len(mina.projects) == 2
    website = session.get(Project, 1)
    if how == "del":
        del website.user
    else:
        website.user = None
    session.commit()

is_orphan = references == "primary key" and known != "no"
with Session(engine) as session:
    left = session.execute(select(Project.id, Project.key).order_by(Project.id)).all()
    key = 1 if references == "primary key" else 7
    assert left == ([(2, key)] if is_orphan else [(1, None), (2, key)])
