from sqlalchemy import ForeignKey, String, create_engine, event, select
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


# --8<-- [start:create]
Base.metadata.create_all(engine)
# --8<-- [end:create]

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(name="Mina")
    tigers = Team(name="Tigers", players=[mina, Player(name="Joon")], captain=mina)
    session.add(tigers)
    session.commit()
    print("captain:", tigers.captain.name)
    print("players:", [player.name for player in tigers.players])
# --8<-- [end:add]

# --8<-- [start:change]
with Session(engine) as session:
    tigers = session.scalars(select(Team)).one()
    tigers.captain = tigers.players[1]
    session.commit()
    print("captain:", tigers.captain.name)
# --8<-- [end:change]

# --8<-- [start:delete]
with Session(engine) as session:
    session.delete(session.scalars(select(Team)).one())
    session.commit()
# --8<-- [end:delete]

# --8<-- [start:drop]
Base.metadata.drop_all(engine)
# --8<-- [end:drop]
