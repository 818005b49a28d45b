"""The runner: what it returns, and what a script may do to it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from livedocs.execution.runner import RunFailed, Runner

pytestmark = pytest.mark.sqlalchemy

MODEL = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author")

class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship(back_populates="books")

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
"""


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def run(runner, source, **options):
    return runner.run_source(source, "script.py", **options)


def printed(result):
    return "".join(event["text"] for event in result["log"] if event["kind"] == "print")


def test_output_and_sql_in_order_with_lines(runner):
    source = (
        MODEL
        + 'with Session(engine) as session:\n    print("a")\n    session.add(Author())\n    session.commit()\n    print("b")\n'
    )
    log = run(runner, source)["log"]
    last = [(e["kind"], e["line"], e.get("sql", e.get("text"))) for e in log][-5:]
    start = source.count("\n") - 5  # the line before `with`
    assert last == [
        ("print", start + 2, "a\n"),
        ("begin", start + 4, None),
        ("statement", start + 4, ["INSERT INTO author DEFAULT VALUES"]),
        ("commit", start + 4, None),
        ("print", start + 5, "b\n"),
    ]


def test_parameters_and_row_counts(runner):
    source = (
        MODEL
        + "with Session(engine) as s:\n    s.add(Author(books=[Book(), Book()]))\n    s.commit()\n    s.delete(s.scalars(select(Author)).one())\n    s.commit()\n"
    )
    update = next(e for e in run(runner, source)["log"] if e.get("sql", [""])[0].startswith("UPDATE"))
    assert update["parameters"] == "[(None, 1), (None, 2)]" and update["rowcount"] == 2


def test_rows_after_each_commit(runner):
    source = (
        MODEL
        + "with Session(engine) as s:\n    s.add(Author(books=[Book()]))\n    s.commit()\n    s.delete(s.scalars(select(Author)).one())\n    s.commit()\n    s.add(Author())\n    s.flush()\n"
    )
    states = [{n: t["rows"] for n, t in state["tables"].items()} for state in run(runner, source)["rows"]]
    assert states == [
        {"author": [], "book": []},
        {"author": [[1]], "book": [[1, 1]]},
        {"author": [], "book": [[1, None]]},
    ]


def test_savepoints_and_rollbacks(runner):
    source = (
        MODEL
        + "with Session(engine) as s:\n    with s.begin_nested():\n        s.add(Author())\n    nested = s.begin_nested()\n    s.scalars(select(Author)).all()\n    nested.rollback()\n    s.rollback()\n"
    )
    kinds = [e["kind"] for e in run(runner, source)["log"] if e["kind"] != "statement"][2:]
    assert kinds == ["begin", "savepoint", "release_savepoint", "savepoint", "rollback_savepoint", "rollback"]


def test_the_exception_that_ends_a_script(runner):
    error = run(runner, "def f():\n    raise KeyError('x')\n\nf()\n")["exception"]
    assert error == {"type": "KeyError", "message": "'x'", "line": 2}
    assert run(runner, "a = (1,\n")["exception"]["type"] == "SyntaxError"


def test_warnings_with_their_line(runner):
    [warning] = run(runner, "import warnings\n\nwarnings.warn('old', DeprecationWarning)\n")["warnings"]
    assert warning == {"category": "DeprecationWarning", "message": "old", "line": 3}


def test_a_script_is_main(runner):
    assert printed(run(runner, "if __name__ == '__main__':\n    print('ran')\n")) == "ran\n"


def test_annotations_as_strings(runner):
    result = run(runner, "from __future__ import annotations\n" + MODEL)
    assert "exception" not in result
    assert [t["name"] for t in result["tables"]] == ["author", "book"]
    assert result["mappers"][0]["relationships"] == [{"name": "books", "class": "Book", "collection": True}]


def test_runs_do_not_see_each_other(runner):
    leave = "import builtins, warnings, os, sqlalchemy\nbuiltins.left = 1\nsqlalchemy.left = 1\nos.environ['LEFT'] = '1'\n"
    look = "import builtins, os, sqlalchemy\nprint(hasattr(builtins, 'left'), hasattr(sqlalchemy, 'left'), 'LEFT' in os.environ)\n"
    run(runner, leave)
    assert printed(run(runner, look)) == "False False False\n"


def test_a_broken_mapping_does_not_spread(runner):
    run(runner, MODEL.replace('back_populates="books"', 'back_populates="nothing"') + "Author()\n")
    assert "exception" not in run(runner, MODEL + "Author()\n")


def test_a_script_that_hangs_is_stopped(runner):
    started = time.monotonic()
    with pytest.raises(RunFailed, match="still running after 0.5 s"):
        run(runner, "while True:\n    pass\n", timeout=0.5)
    with pytest.raises(RunFailed, match="still running after 0.5 s"):
        run(
            runner,
            "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)\n",
            timeout=0.5,
        )
    assert time.monotonic() - started < 30
    assert printed(run(runner, "print('next')")) == "next\n"


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import os\nos._exit(0)\n", "exit status 0"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "signal SIGKILL"),
    ],
)
def test_a_script_that_ends_its_process(runner, source, how):
    with pytest.raises(RunFailed, match=how):
        run(runner, source)


def test_leaving_early_is_an_exception(runner):
    assert run(runner, "import sys\nsys.exit(0)\nprint('never')\n")["exception"]["type"] == "SystemExit"


BROKEN = """
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship({books})

class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author"] = relationship({author})

Base.metadata.create_all(create_engine("sqlite://"))
{end}
"""


def test_a_mapping_that_cannot_be_configured_does_not_go_unseen(runner):
    source = BROKEN.format(books='back_populates="writer"', author='back_populates="books"', end="")
    error = run(runner, source)["exception"]
    assert error["configuring"] and error["line"] is None
    assert (
        error["type"] == "sqlalchemy.exc.InvalidRequestError" and "no property 'writer'" in error["message"]
    )


def test_a_warning_when_the_mappers_are_configured_is_kept(runner):
    result = run(runner, BROKEN.format(books="", author="", end=""))
    assert "exception" not in result
    assert {(w["category"], w.get("configuring")) for w in result["warnings"]} == {
        ("sqlalchemy.exc.SAWarning", True)
    }
    assert "will copy column author.id to column book.author_id" in result["warnings"][0]["message"]


@pytest.mark.parametrize(
    "end",
    [
        "try:\n    configure_mappers()\nexcept Exception as error:\n    print(type(error).__name__)",
        "try:\n    Author()\nexcept Exception as error:\n    print(type(error).__name__)",
    ],
)
def test_a_mapping_that_the_script_has_seen_fail_is_left_alone(runner, end):
    source = BROKEN.format(books='back_populates="writer"', author='back_populates="books"', end=end)
    result = run(runner, source)
    assert "exception" not in result and printed(result) == "InvalidRequestError\n"


def test_an_error_whose_message_cannot_be_made(runner):
    source = "class Odd(Exception):\n    def __str__(self):\n        return 1 / 0\n\nraise Odd\n"
    error = run(runner, source)["exception"]
    assert error == {"type": "__main__.Odd", "message": "<exception str() failed>", "line": 5}


def test_an_error_in_a_thread_is_the_script_s(runner):
    source = "import threading\n\ndef work():\n    1 / 0\n\nthreading.Thread(target=work).start()\n"
    assert run(runner, source)["exception"]["type"] == "ZeroDivisionError"


def test_a_coroutine_that_nobody_awaits_warns(runner):
    result = run(runner, "async def work():\n    pass\n\nwork()\n")
    assert "never awaited" in result["warnings"][0]["message"]


def test_output_past_the_standard_stream_is_kept(runner):
    assert "from below" in printed(run(runner, "import subprocess\nsubprocess.run(['echo', 'from below'])\n"))


def test_nothing_to_read(runner):
    assert run(runner, "input()\n")["exception"]["type"] == "EOFError"


def test_an_engine_on_a_file_is_left_alone_on_sqlite(runner, tmp_path):
    result = run(runner, MODEL.replace("sqlite://", f"sqlite:///{tmp_path}/x.db"))
    assert "exception" not in result and (tmp_path / "x.db").exists()


def test_an_async_script(runner):
    source = (
        "import asyncio\nfrom sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import create_async_engine\n\n"
        "async def main():\n    engine = create_async_engine('sqlite+aiosqlite://')\n"
        "    async with engine.begin() as connection:\n        await connection.execute(text('SELECT 1'))\n"
        "    await engine.dispose()\n\nasyncio.run(main())\n"
    )
    log = run(runner, source)["log"]
    assert [e["line"] for e in log if e["kind"] == "statement"] == [8]


def test_several_at_a_time(runner):
    sources = [f"import time\ntime.sleep(0.3)\nprint({i})\n" for i in range(8)]
    started = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda source: run(runner, source), sources))
    assert [printed(result) for result in results] == [f"{i}\n" for i in range(8)]
    assert time.monotonic() - started < 8 * 0.3


def test_scripts_end_with_their_runner(tmp_path):
    runner = Runner()
    run(runner, "pass\n")
    process = runner._process
    marker = tmp_path / "alive"
    source = f"import pathlib, time\nwhile True:\n    pathlib.Path({str(marker)!r}).touch()\n    time.sleep(0.05)\n"
    future = runner.submit(source, "script.py")
    while not marker.exists():
        time.sleep(0.05)
    process.kill()
    assert future.result(timeout=10)["status"] == "died"
    runner._collector.join()
    time.sleep(0.2)
    marker.unlink()
    time.sleep(0.3)
    assert not marker.exists(), "the script is still running"
    assert printed(run(runner, "print('again')\n")) == "again\n", "the next script gets a new one"
    runner.close()
