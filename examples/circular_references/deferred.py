# databases: sqlite, postgresql
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
    captain_id: Mapped[int] = mapped_column(
        ForeignKey(
            "player.id",
            name="fk_team_captain_id",
            use_alter=True,
            deferrable=True,
            initially="DEFERRED",
        )
    )
    captain: Mapped["Player"] = relationship(foreign_keys=[captain_id], viewonly=True)
    players: Mapped[list["Player"]] = relationship(
        back_populates="team", foreign_keys="Player.team_id"
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

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(id=11, name="Mina")
    session.add(Team(name="Tigers", players=[mina], captain_id=mina.id))
    session.commit()
    print("captain:", session.scalars(select(Team)).one().captain.name)
# --8<-- [end:add]

# --8<-- [start:refused]
with Session(engine) as session:
    session.add(Team(name="Bears", captain_id=99))
    session.flush()
    print("teams:", session.scalars(select(Team.name).order_by(Team.id)).all())
    try:
        session.commit()
    except IntegrityError as error:
        print("error:", str(error.orig).splitlines()[0])
# --8<-- [end:refused]
