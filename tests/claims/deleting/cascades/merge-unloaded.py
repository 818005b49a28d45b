# at: deleting/cascades#merge-part
# en: Merging a user whose `projects` is not loaded leaves the stored collection as it is.
# ko: `projects`를 읽지 않은 사용자를 병합하면 저장된 컬렉션은 그대로입니다.
# vary: made = "new", "detached", "expired"
# vary: cascade = "save-update, merge", "all, delete-orphan"
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

made = "new"
cascade = "save-update, merge"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user", cascade=cascade)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(), Project()]))
    session.commit()

if made == "new":
    mina = User(id=1)
else:
    with Session(engine) as session:
        mina = session.get(User, 1)
        if made == "expired":
            assert len(mina.projects) == 2
            session.expire(mina, ["projects"])
mina.name = "Mina Lee"

with Session(engine) as session:
    session.merge(mina)
    session.commit()
    assert session.scalars(select(User.name)).all() == ["Mina Lee"]
    assert session.scalars(select(Project.user_id)).all() == [1, 1]
