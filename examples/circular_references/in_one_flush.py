from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.exc import CircularDependencyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    captain_id: Mapped[int | None] = mapped_column(
        ForeignKey("player.id", name="fk_team_captain_id", use_alter=True)
    )
    captain: Mapped["Player | None"] = relationship(foreign_keys=[captain_id])
    players: Mapped[list["Player"]] = relationship(
        back_populates="team", foreign_keys="Player.team_id", cascade="all, delete-orphan"
    )


class Player(Base):
    __tablename__ = "player"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    team: Mapped["Team"] = relationship(back_populates="players", foreign_keys=[team_id])
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(name="Mina")
    session.add(Team(name="Tigers", players=[mina], captain=mina))
    try:
        session.commit()
    except CircularDependencyError as error:
        print("error:", str(error).partition(" (")[0])  # what follows differs from run to run
# --8<-- [end:add]

# --8<-- [start:two_flushes]
with Session(engine) as session:
    mina = Player(name="Mina")
    tigers = Team(name="Tigers", players=[mina])
    session.add(tigers)
    session.flush()
    tigers.captain = mina
    session.commit()
    print("captain:", tigers.captain.name)
# --8<-- [end:two_flushes]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.get(Team, 1))
    try:
        session.commit()
    except CircularDependencyError as error:
        print("error:", str(error).partition(" (")[0])
# --8<-- [end:delete]
