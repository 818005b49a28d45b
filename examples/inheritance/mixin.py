from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    memos: Mapped[list["Memo"]] = relationship(back_populates="author", order_by="Memo.id")
    reports: Mapped[list["Report"]] = relationship(back_populates="author")


class HasAuthor:
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    def author(cls) -> Mapped["User"]:
        return relationship(back_populates=f"{cls.__tablename__}s")


class Memo(HasAuthor, Base):
    __tablename__ = "memo"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(String(200))


class Report(HasAuthor, Base):
    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:run]
with Session(engine) as session:
    mina = User(name="Mina")
    session.add_all([Memo(body="Call Joon", author=mina), Report(title="May", author=mina)])
    session.commit()

with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    print("memos:", [memo.body for memo in mina.memos])
    print("reports:", [report.title for report in mina.reports])
# --8<-- [end:run]
