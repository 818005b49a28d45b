from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(20), default="inserted", onupdate="updated")
    version: Mapped[int] = mapped_column()
    captain_id: Mapped[int | None] = mapped_column(
        ForeignKey("player.id", name="fk_team_captain_id", use_alter=True)
    )
    captain: Mapped["Player | None"] = relationship(foreign_keys=[captain_id], post_update=True)
    players: Mapped[list["Player"]] = relationship(
        back_populates="team", foreign_keys="Player.team_id"
    )

    __mapper_args__ = {"version_id_col": version}


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
    tigers = Team(name="Tigers", players=[mina], captain=mina)
    bears = Team(name="Bears", players=[Player(name="Joon")])
    session.add_all([tigers, bears])
    session.commit()
    for team in (tigers, bears):
        print(f"{team.name}:", team.state, "version", team.version)
# --8<-- [end:add]

# --8<-- [start:rename]
with Session(engine) as session:
    tigers = session.get(Team, 1)
    tigers.name = "Old Tigers"
    tigers.captain = None
    session.commit()
    print(f"{tigers.name}:", tigers.state, "version", tigers.version)
# --8<-- [end:rename]
