from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Player(Base):
    __tablename__ = "player"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    captain_id: Mapped[int | None] = mapped_column(ForeignKey("player.id"))
    captain: Mapped["Player | None"] = relationship(remote_side=[id], post_update=True)
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:add]
with Session(engine) as session:
    mina = Player(name="Mina")
    mina.captain = mina
    session.add_all([mina, Player(name="Joon", captain=mina)])
    session.commit()
    print("captain of Mina:", mina.captain.name)
# --8<-- [end:add]
