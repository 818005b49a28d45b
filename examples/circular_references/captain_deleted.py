from sqlalchemy import ForeignKey, String, create_engine, event, select
from sqlalchemy.exc import IntegrityError
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
    captain: Mapped["Player | None"] = relationship(foreign_keys=[captain_id], post_update=True)
    players: Mapped[list["Player"]] = relationship(
        back_populates="team",
        foreign_keys="Player.team_id",
        cascade="all, delete-orphan",
        order_by="Player.id",
    )


class Player(Base):
    __tablename__ = "player"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    team: Mapped["Team"] = relationship(back_populates="players", foreign_keys=[team_id])
# --8<-- [end:models]


engine = create_engine("sqlite://")
if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to, on each connection

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    mina = Player(name="Mina")
    session.add(Team(name="Tigers", players=[mina, Player(name="Joon")], captain=mina))
    session.commit()

# --8<-- [start:refused]
with Session(engine) as session:
    tigers = session.scalars(select(Team)).one()
    tigers.players.remove(tigers.captain)
    try:
        session.commit()
    except IntegrityError as error:
        print("error:", error.orig.args[-1].splitlines()[0])
# --8<-- [end:refused]

# --8<-- [start:replaced]
with Session(engine) as session:
    tigers = session.scalars(select(Team)).one()
    tigers.players.remove(tigers.captain)
    tigers.captain = tigers.players[0]
    session.commit()
    print("captain:", tigers.captain.name)
    print("players:", [player.name for player in tigers.players])
# --8<-- [end:replaced]
