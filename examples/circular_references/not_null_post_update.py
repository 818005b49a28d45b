# raises: IntegrityError
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    captain_id: Mapped[int] = mapped_column(
        ForeignKey("player.id", name="fk_team_captain_id", use_alter=True)
    )
    captain: Mapped["Player"] = relationship(foreign_keys=[captain_id], post_update=True)
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
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(name="Mina")
    session.add(Team(name="Tigers", players=[mina], captain=mina))
    session.commit()
# --8<-- [end:add]
