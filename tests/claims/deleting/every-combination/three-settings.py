# at: deleting/every-combination#in-one-line
# en: Write `cascade="all, delete-orphan"` and `passive_deletes=True` on the parent's relationship and
#     `ondelete="CASCADE"` on the foreign key: with these three the children are deleted, read or unread, on every
#     database that checks foreign keys.
# ko: 이 셋이 있으면, 외래 키를 검사하는 데이터베이스에서는 컬렉션을 읽었든 읽지 않았든 자식이 지워집니다.
# databases: sqlite, postgresql, mariadb
# vary: state = "unread", "read", "expired"
# vary: references = "primary key", "unique column"
# vary: autoflush = True, False
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

state = "unread"
references = "primary key"
autoflush = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    projects: Mapped[list["Project"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(
        ForeignKey(
            "user_account.id" if references == "primary key" else "user_account.number", ondelete="CASCADE"
        )
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(number=7, projects=[Project(title="Website"), Project(title="Mobile app")]))
    session.add(User(number=8, projects=[Project(title="Leaflet")]))
    session.commit()

with Session(engine, autoflush=autoflush) as session:
    mina = session.scalars(select(User).where(User.number == 7)).one()
    if state != "unread":
        assert len(mina.projects) == 2
    if state == "expired":
        session.expire(mina)
    session.delete(mina)
    session.commit()
    assert session.scalars(select(Project.title)).all() == ["Leaflet"]
