# databases: postgresql
from sqlalchemy import ForeignKeyConstraint, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class Shelf(Base):
    __tablename__ = "shelf"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Box(Base):
    __tablename__ = "box"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "shelf_number"],
            ["shelf.tenant_id", "shelf.number"],
            ondelete="SET NULL (shelf_number)",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    shelf_number: Mapped[int | None]
# --8<-- [end:models]


engine = create_engine("sqlite://")

# --8<-- [start:delete]
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Shelf(tenant_id=1, number=1))
    session.flush()
    session.add(Box(tenant_id=1, shelf_number=1))
    session.commit()
    session.execute(delete(Shelf))
    session.commit()
    print("box:", session.execute(select(Box.tenant_id, Box.shelf_number)).one())
# --8<-- [end:delete]
