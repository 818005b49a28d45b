from sqlalchemy import MetaData, String, UniqueConstraint, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


# --8<-- [start:base]
class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s"})
# --8<-- [end:base]


class User(Base):
    __tablename__ = "user_account"
    __table_args__ = (
        UniqueConstraint("tenant_id", "email"),
        UniqueConstraint("tenant_id", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int]
    email: Mapped[str] = mapped_column(String(50))
    phone: Mapped[str] = mapped_column(String(20))


engine = create_engine("sqlite://")

# --8<-- [start:create]
for name in sorted(constraint.name for constraint in User.__table_args__):
    print(name)
Base.metadata.create_all(engine)
# --8<-- [end:create]
