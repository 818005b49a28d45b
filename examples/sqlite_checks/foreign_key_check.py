# databases: sqlite
from sqlalchemy import ForeignKey, String, create_engine, delete, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:old_rows]
with Session(engine) as session:
    session.add(User(id=1, name="Mina"))
    session.add(Project(title="Website", user_id=1))
    session.add(Project(title="Mobile app", user_id=99))  # there is no user 99
    session.commit()
# --8<-- [end:old_rows]

# --8<-- [start:check]
with engine.connect() as connection:
    connection.execute(text("PRAGMA foreign_keys=ON"))
    print("foreign_keys:", connection.scalar(text("PRAGMA foreign_keys")))
    for table, rowid, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        print(f"{table} {rowid} refers to no row of {parent}")
# --8<-- [end:check]

# --8<-- [start:mend]
with engine.begin() as connection:
    connection.execute(delete(Project).where(Project.user_id.not_in(select(User.id))))
    print("violations:", connection.execute(text("PRAGMA foreign_key_check")).all())
# --8<-- [end:mend]
