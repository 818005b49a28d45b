from sqlalchemy import CheckConstraint, ForeignKey, String, create_engine, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


# --8<-- [start:models]
class User(Base):
    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(50), unique=True)


class Project(Base):
    __tablename__ = "project"
    __table_args__ = (CheckConstraint("budget >= 0"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    budget: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
# --8<-- [end:models]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# --8<-- [start:names]
TABLES = ("project", "user_account")
KINDS = {"p": "primary key", "f": "foreign key", "u": "unique", "c": "check"}
names = {}

if engine.dialect.name == "postgresql":
    query = text("SELECT contype, conname FROM pg_constraint WHERE conrelid = to_regclass(:table)")
    with engine.connect() as connection:
        for table in TABLES:
            for kind, name in connection.execute(query, {"table": table}):
                names.setdefault(kind, name)
else:
    inspector = inspect(engine)
    names["p"] = inspector.get_pk_constraint("project")["name"]
    names["f"] = inspector.get_foreign_keys("project")[0]["name"]
    names["u"] = inspector.get_unique_constraints("user_account")[0]["name"]
    names["c"] = inspector.get_check_constraints("project")[0]["name"]

for kind, words in KINDS.items():
    print(f"{words}: {names[kind]}")
# --8<-- [end:names]
