# at: shapes/one-to-many#foreign-key-value
# en: In a session with `expire_on_commit=False`, it stays empty until it is expired or refreshed.
# ko: `expire_on_commit=False`인 세션에서는 만료시키거나 새로 고칠 때까지 비어 있습니다.
# at: shapes/one-to-many#foreign-key-value
# en: Before the flush, `website.user` is `None`. After it, `user` is looked up by `user_id`.
# ko: 플러시 전에는 `website.user`가 `None`입니다. 플러시 뒤에는 `user_id`로 `user`를 찾습니다.
# vary: expire_on_commit = True, False
# vary: then = "expire", "expire_all", "refresh", "populate_existing"
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

expire_on_commit = True
then = "expire"


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    projects: Mapped[list["Project"]] = relationship(back_populates="user")


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped["User"] = relationship(back_populates="projects")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine, expire_on_commit=expire_on_commit) as session:
    mina = User(id=1)
    session.add(mina)
    session.commit()
    assert mina.projects == []
    website = Project(user_id=1)
    session.add(website)
    with session.no_autoflush:
        assert website.user is None
    session.flush()
    assert website.user is mina and mina.projects == []
    session.commit()
    assert mina.projects == ([website] if expire_on_commit else [])
    if then == "expire":
        session.expire(mina)
    elif then == "expire_all":
        session.expire_all()
    elif then == "refresh":
        session.refresh(mina, ["projects"])
    else:
        option = select(User).options(selectinload(User.projects))
        session.scalars(option, execution_options={"populate_existing": True}).all()
    assert mina.projects == [website]
