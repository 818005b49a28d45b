"""What a script in the page can use up or leave behind: told in words, and gone before the next run."""

import pytest

from tests.test_runtime import HELLO, Page, pytestmark  # noqa: F401 - the marks are of this file, too

LEFT = {
    "a closed output": "import os\nos.close(1)",
    "a removed device": "import os\nos.remove('/dev/urandom')",
    "everything removed": "import shutil\nshutil.rmtree('/', ignore_errors=True)",
    "a folder that nobody may read": "import os\nos.chmod('/home', 0)\nos.chmod('/lib', 0)",
    "a device turned into a file": "import os\nos.remove('/dev/null')\nopen('/dev/null', 'w').write('x')",
}
TABLE = """
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.execute(insert(Item), [{{"name": {name}}} for i in range({count})])
    session.commit()
{end}
"""


@pytest.fixture
def runtime(open_page):
    return Page(open_page("/en/tested/", locale="en-US"))


@pytest.mark.parametrize("source", LEFT.values(), ids=LEFT)
def test_what_a_script_leaves_behind_does_not_reach_the_next_run(runtime, source):
    first = runtime.run(HELLO)
    runtime.run(source)
    again = runtime.run(HELLO)
    assert again["status"] == "done" and again["error"] is None, again
    assert again["output"] == first["output"]
    listed = "import os\nprint(sorted(os.listdir('/dev')), sorted(os.listdir('/')))"
    clean = runtime.run(listed)["output"]
    runtime.run(source)
    assert runtime.run(listed)["output"] == clean


@pytest.mark.parametrize("name", ["to_js", "create_proxy", "run_js", "create_once_callable"])
def test_no_object_of_javascript_can_be_made(runtime, name):
    for module in ("pyodide.ffi", "pyodide.code", "_pyodide_core"):
        source = f"import importlib\nprint(getattr(importlib.import_module({module!r}), {name!r}, None))"
        done = runtime.run(source)
        assert done["output"] in ("None\n", ""), done


def test_files_are_limited(runtime):
    source = "with open('x', 'wb') as file:\n    while True:\n        file.write(b'x' * 10_000_000)"
    error = runtime.run(source)["error"]
    assert error["type"] == "OSError" and "No space left" in error["message"]
    source = "import os\nopen('x', 'w').close()\nos.truncate('x', 10**10)"
    assert "No space left" in runtime.run(source)["error"]["message"]
    assert runtime.run(HELLO)["error"] is None


def test_a_full_memory_is_no_crash(runtime):
    done = runtime.run("kept = []\nwhile True:\n    kept.append([1, 2, 3])")
    assert done["status"] == "memory" or done["error"]["type"] == "MemoryError", done["status"]
    assert runtime.run(HELLO)["error"] is None


@pytest.mark.parametrize(
    ("name", "count"), [("'x'", 20_000), ("'x' * 2_000_000", 3)], ids=["many rows", "long values"]
)
def test_a_long_result_is_cut(runtime, name, count):
    done = runtime.run(TABLE.format(name=name, count=count, end=""))
    assert done["error"] is None and done["isCut"]
    assert len(done["html"]) < 200_000 and done["html"].count("<tr") < 400
    assert len(done["run"]["rows"][-1]["tables"]["item"]["rows"]) == count


def test_the_rows_that_changed_are_among_those_shown(runtime):
    end = "from sqlalchemy import delete\nwith Session(engine) as session:\n    session.execute(delete(Item).where(Item.id == 4_999))\n    session.commit()"
    done = runtime.run(TABLE.format(name="'x'", count=5_000, end=end))
    assert done["isCut"] and "4999" in done["html"] and done["html"].count("row-gone") == 1


def test_a_long_message_is_cut(runtime):
    done = runtime.run("raise ValueError('z' * 3_000_000)")
    assert done["isCut"] and len(done["error"]["message"]) < 21_000
