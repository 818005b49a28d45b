# at: shapes/custom-joins#latest
# en: Both are assigned after the classes: `aliased()` configures the mappers, so a lambda inside `Customer` that names
#     the alias fails with `NameError`, unless an event `before_mapper_configured` makes the alias.
# ko: 두 관계는 클래스 뒤에서 대입합니다. `aliased()`가 매퍼를 구성하므로, `before_mapper_configured` 이벤트에서 별칭을
#     만들지 않는 한 `Customer` 안의 람다가 별칭의 이름을 쓰면 `NameError`로 실패합니다.
# vary: made = "after the classes", "in the event"
# vary: loader = "select", "selectin", "joined"
from sqlalchemy import ForeignKey, and_, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, mapped_column, relationship

made = "after the classes"
loader = "select"


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    latest: Mapped["Order | None"] = relationship(
        lambda: RankedOrder,
        primaryjoin=lambda: and_(Customer.id == RankedOrder.customer_id, ranked.c.place == 1),
        viewonly=True,
        uselist=False,
        lazy=loader,
    )


class Order(Base):
    __tablename__ = "customer_order"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))


def make_alias(mapper=None, class_=None):
    global RankedOrder, ranked
    place = func.row_number().over(partition_by=Order.customer_id, order_by=Order.id.desc())
    ranked = select(Order, place.label("place")).subquery()
    RankedOrder = aliased(Order, ranked)


failed = None
if made == "in the event":
    event.listen(Customer, "before_mapper_configured", make_alias)
else:
    try:
        make_alias()
    except NameError as error:
        failed = str(error)
    assert failed and "RankedOrder" in failed

if made == "in the event":
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Customer(id=1))
        session.flush()
        session.add_all([Order(id=1, customer_id=1), Order(id=2, customer_id=1)])
        session.commit()
    with Session(engine) as session:
        assert session.scalars(select(Customer)).unique().one().latest.id == 2
