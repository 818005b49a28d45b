from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    students: Mapped[list["Author"]] = relationship(back_populates="mentor")
    mentor: Mapped["Author | None"] = relationship(back_populates="students", remote_side=id)
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Author(name="Mina")
    joon = Author(name="Joon", mentor=mina)
    print("students of Mina:", [student.name for student in mina.students])
    session.add(mina)
    session.commit()
# --8<-- [end:add]
