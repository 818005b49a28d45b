from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    players: Mapped[list["Player"]] = relationship(back_populates="team")
    captaincy: Mapped["Captaincy | None"] = relationship(cascade="all, delete-orphan")


class Player(Base):
    __tablename__ = "player"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    team: Mapped["Team"] = relationship(back_populates="players")


class Captaincy(Base):
    __tablename__ = "captaincy"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id"), unique=True)
    player: Mapped["Player"] = relationship()
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(name="Mina")
    tigers = Team(name="Tigers", players=[mina], captaincy=Captaincy(player=mina))
    session.add(tigers)
    session.commit()
    print("captain:", tigers.captaincy.player.name)
# --8<-- [end:add]
