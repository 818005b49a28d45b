from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    profile: Mapped["Profile | None"] = relationship(back_populates="user")


class Profile(Base):
    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    bio: Mapped[str] = mapped_column(String(50))
    website: Mapped[str | None] = mapped_column(String(50))
    user: Mapped["User"] = relationship(back_populates="profile")
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    profile = Profile(bio="Likes maps", website="https://mina.example")
    session.add(User(name="Mina", profile=profile))
    session.commit()

# --8<-- [start:replace]
with Session(engine) as session:
    mina = session.scalars(select(User)).one()
    old = mina.profile
    mina.profile = Profile(bio="Bakes bread")
    try:
        session.commit()
    except AssertionError as error:
        print("AssertionError:", str(error).replace(hex(id(old)), "0x…"))
# --8<-- [end:replace]
