# at: foreign-keys/sqlite#all-engines
# en: Registered on the class `Engine`, it is called for every connection that any engine makes from then on. The module
#     of the connection's class tells SQLite's connections, with `aiosqlite` too: another database is not sent the
#     `PRAGMA`.
# ko: `Engine` 클래스에 등록하면 그 뒤로는 어느 엔진이 연결을 만들어도 불립니다. 연결의 클래스가 있는 모듈을 보면
#     `aiosqlite`의 연결까지 SQLite의 연결을 모두 알아보므로, 다른 데이터베이스에는 `PRAGMA`를 보내지 않습니다.
# databases: sqlite_off, postgresql, mariadb
# vary: kind = "sync", "async"
# vary: made = "before", "after"
import asyncio

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.ext.asyncio import create_async_engine

kind = "sync"
made = "before"
asked = []


def make():
    return create_engine("sqlite://") if kind == "sync" else create_async_engine("sqlite+aiosqlite://")


engine = make() if made == "before" else None


@event.listens_for(Engine, "connect")
def enforce_foreign_keys(dbapi_connection, _):
    asked.append(type(dbapi_connection).__module__)
    if "sqlite" in type(dbapi_connection).__module__:
        dbapi_connection.execute("PRAGMA foreign_keys=ON")


engine = engine or make()


def enforced(connection):
    if connection.dialect.name == "sqlite":
        return connection.scalar(text("PRAGMA foreign_keys")) == 1
    return connection.scalar(text("SELECT 1")) == 1


async def run_async():
    async with engine.connect() as connection:
        enforces = await connection.run_sync(enforced)
    await engine.dispose()
    return enforces


if kind == "sync":
    with engine.connect() as connection:
        assert enforced(connection)
    engine.dispose()
else:
    assert asyncio.run(run_async())
assert len(asked) >= 1
