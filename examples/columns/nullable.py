from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)


# --8<-- [start:models]
class Project(Base):
    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), nullable=True)
    author_id = mapped_column(ForeignKey("user_account.id"))

    # says that it may be None; the column is NOT NULL all the same
    owner: Mapped["User | None"] = relationship(foreign_keys=owner_id)
# --8<-- [end:models]


engine = create_engine("sqlite://")
# --8<-- [start:create]
Base.metadata.create_all(engine)
for column in Project.__table__.columns:
    print(f"{column.name}: {'nullable' if column.nullable else 'NOT NULL'}")
# --8<-- [end:create]
