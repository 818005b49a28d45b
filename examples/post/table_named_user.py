from sqlalchemy import String, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:read]
with Session(engine) as session:
    session.add_all([User(user_name="Mina"), User(user_name="Joon"), User(user_name="Sora")])
    session.commit()
    print("rows that select(User) finds:", session.scalar(select(func.count()).select_from(User)))
    result = session.execute(text("SELECT * FROM user"))
    print("columns of SELECT * FROM user:", ", ".join(result.keys()))
    print("rows of SELECT * FROM user:", len(result.all()))
    try:
        count = session.execute(text("DELETE FROM user")).rowcount
        print("DELETE FROM user:", count, "rows")
    except DBAPIError as error:
        message = str(error.orig).splitlines()[0]
        print("DELETE FROM user:", type(error).__name__, message)
# --8<-- [end:read]
