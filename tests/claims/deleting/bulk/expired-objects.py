# at: deleting/bulk#object-deleted
# en: So the session does not evaluate the condition for expired objects, not even one on the primary key, and leaves the
#     object where it is, expired. On the next access the session reads the row, and there is none. `"fetch"` does not
#     need the value.
# ko: 그래서 세션은 기본 키로 거는 조건이라도 만료된 객체에는 계산하지 않고, 객체를 만료된 채로 둡니다. 다음에 접근하면
#     세션이 행을 읽는데, 행이 없습니다. `"fetch"`에는 그 값이 필요 없습니다.
# databases: sqlite, postgresql, mariadb
# vary: synchronize_session = "auto", "evaluate", "fetch"
# vary: condition = "primary key", "name"
# vary: expired = True, False
from sqlalchemy import ForeignKey, String, create_engine, delete, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.exc import ObjectDeletedError

synchronize_session = "auto"
condition = "primary key"
expired = True


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    user: Mapped["User | None"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, name="Mina", projects=[Project(id=1), Project(id=2)]))
    session.add(User(id=2, name="Joon", projects=[Project(id=3)]))
    session.commit()

with Session(engine) as session:
    mina = session.get(User, 1)
    if expired:
        session.commit()
    where = User.id == 1 if condition == "primary key" else User.name == "Mina"
    session.execute(delete(User).where(where), execution_options={"synchronize_session": synchronize_session})
    leaves = synchronize_session == "fetch" or not expired
    assert inspect(mina).persistent != leaves and inspect(mina).deleted == leaves
    if not leaves:
        assert inspect(mina).expired
        raised = False
        try:
            assert mina.name
        except ObjectDeletedError:
            raised = True
        assert raised
