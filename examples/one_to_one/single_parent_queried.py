from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine("sqlite://")


# --8<-- [start:attempt]
def attempt(both_sides, unique):
    """Gives Mina's profile to Joon as well: the error, or the users with their profile_id."""

    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"

        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(50))
        profile_id: Mapped[int | None] = mapped_column(ForeignKey("profile.id"), unique=unique)
        profile: Mapped["Profile | None"] = relationship(
            back_populates="user" if both_sides else None,
            cascade="all, delete-orphan",
            single_parent=True,
        )

    class Profile(Base):
        __tablename__ = "profile"

        id: Mapped[int] = mapped_column(primary_key=True)
        bio: Mapped[str] = mapped_column(String(50))
        if both_sides:
            user: Mapped["User | None"] = relationship(back_populates="profile")

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(name="Mina", profile=Profile(bio="Likes maps")))
        session.commit()
        session.expunge_all()

        mina = session.scalars(select(User)).one()
        profile = mina.profile  # read from the database
        try:
            session.add(User(name="Joon", profile=profile))
            session.commit()
            result = session.execute(select(User.name, User.profile_id).order_by(User.id)).all()
        except IntegrityError:
            session.rollback()
            result = "IntegrityError"
    Base.metadata.drop_all(engine)
    return result


# --8<-- [end:attempt]
# --8<-- [start:run]
print("both sides:", attempt(both_sides=True, unique=True))
print("User.profile alone:", attempt(both_sides=False, unique=True))
print("User.profile alone, without UNIQUE:", attempt(both_sides=False, unique=False))
# --8<-- [end:run]
