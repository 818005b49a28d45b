from sqlalchemy import ForeignKeyConstraint, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Shelf(Base):
    __tablename__ = "shelf"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Packer(Base):
    __tablename__ = "packer"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Box(Base):
    __tablename__ = "box"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "shelf_number"], ["shelf.tenant_id", "shelf.number"]),
        ForeignKeyConstraint(["tenant_id", "packer_number"], ["packer.tenant_id", "packer.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column()
    shelf_number: Mapped[int | None] = mapped_column()
    packer_number: Mapped[int | None] = mapped_column()
    shelf: Mapped["Shelf | None"] = relationship()
    packer: Mapped["Packer | None"] = relationship(overlaps="shelf")
# --8<-- [end:models]


engine = create_engine("sqlite://")

if engine.dialect.name == "sqlite":  # SQLite checks foreign keys only when told to

    @event.listens_for(engine, "connect")
    def enforce_foreign_keys(dbapi_connection, _):
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)

with Session(engine) as session:
    for tenant_id in (1, 2):
        session.add(Shelf(tenant_id=tenant_id, number=1))
        session.add_all([Packer(tenant_id=tenant_id, number=n) for n in (1, 2)])
    session.flush()
    session.add(Box(tenant_id=1, shelf_number=1, packer_number=2))
    session.commit()

# --8<-- [start:other_tenant]
with Session(engine) as session:
    box = session.scalars(select(Box)).one()
    box.packer = session.get(Packer, (2, 1))
    session.commit()
    print("box:", box.tenant_id, box.shelf_number, box.packer_number)
# --8<-- [end:other_tenant]
