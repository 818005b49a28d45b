# at: deleting/every-combination#in-one-line
# en: For a child that is a joined subclass with the foreign key in its own table, leave `passive_deletes` out:
#     unread, the row of its base table would stay.
# ko: 자식이 조인 테이블 상속의 서브클래스이고 외래 키가 그 서브클래스의 테이블에 있으면 `passive_deletes`를 적지
#     마세요. 적으면 읽지 않은 자식의 기본 테이블 행이 남습니다.
# databases: sqlite, postgresql, mariadb
# vary: passive_deletes = True, False
# vary: state = "unread", "read"
from sqlalchemy import ForeignKey, String, create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

passive_deletes = True
state = "unread"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=passive_deletes
    )


class Item(Base):
    __tablename__ = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "item"}


class Project(Item):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    __mapper_args__ = {"polymorphic_identity": "project"}


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(projects=[Project(), Project()]))
    session.commit()

with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    if state == "read":
        assert len(mina.projects) == 2
    session.delete(mina)
    session.commit()
    left = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("project", "item")]
    assert left == [0, 2 if passive_deletes and state == "unread" else 0]
