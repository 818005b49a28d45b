"""Scratch databases: made for one run, dropped after it, also when the run was killed."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from livedocs import ROOT, Diagnostic
from livedocs.content import examples
from livedocs.execution.executor import Executor
from livedocs.execution.runner import Runner
from livedocs.execution.servers import Server, Unavailable
from tests.proxy import failing_at

NAMES = ("postgresql", "mariadb")


@pytest.fixture(params=NAMES)
def server(request):
    try:
        server = Server(request.param)
    except Unavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield server
    server.close()


def own(server):
    return [name for name in server.databases() if name.startswith(server.prefix)]


def test_scratch_databases_are_empty_and_dropped(server):
    source = (
        "from sqlalchemy import create_engine, text\n"
        "with create_engine('sqlite://').begin() as c:\n    c.execute(text('CREATE TABLE x (id INTEGER)'))\n"
    )
    with Runner() as runner:
        for _ in range(2):  # the second time fails if the table of the first is still there
            with server.scratch() as (url, name):
                result = runner.run_source(source, "script.py", url)
                assert "exception" not in result, result
                assert list(result["rows"][-1]["tables"]) == ["x"]
                assert name in own(server)
    other = Server(server.name)
    server.close()
    assert own(other) == [] and [n for n in other.databases() if n.startswith(server.prefix)] == []
    other.close()
    server.__init__(server.name)  # for the fixture's close()


def test_two_runs_do_not_disturb_each_other(server):
    with server.scratch() as (_, name):
        other = Server(server.name)  # removes what is abandoned, but not what is in use
        with other.scratch() as (_, theirs):
            assert name != theirs and name in other.databases()
        other.close()
        assert name in server.databases()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing(server, how):
    script = (
        "import sys, time\nfrom livedocs.execution.servers import Server\n"
        f"server = Server({server.name!r})\n"
        "try:\n    with server.scratch() as (_, name):\n        print(name, flush=True)\n        time.sleep(60)\n"
        "finally:\n    server.close()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    name = process.stdout.readline().strip()
    assert name in server.databases()
    process.send_signal(how)
    process.wait()
    process.stdout.close()
    if how == signal.SIGKILL:
        # the server notices that the owner is gone when its connection breaks
        for _ in range(50):
            Server(server.name).close()
            if name not in server.databases():
                break
    assert name not in server.databases()


@pytest.mark.parametrize("name", NAMES)
def test_no_server(monkeypatch, name):
    monkeypatch.setenv(f"{name.upper()}_URL", f"{name}://root@127.0.0.1:1/")
    with pytest.raises(
        Unavailable, match=f"127.0.0.1:1 does not answer.*docker compose up -d.*{name.upper()}_URL"
    ):
        Server(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_server_that_never_answers(monkeypatch, name):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv(f"{name.upper()}_URL", f"{name}://root@127.0.0.1:{silent.getsockname()[1]}/")
        monkeypatch.setattr("livedocs.execution.servers.CONNECT_TIMEOUT", 2)
        monkeypatch.setattr("livedocs.execution.servers.ANSWER_TIMEOUT", 2)
        with pytest.raises(Unavailable, match="does not answer"):
            Server(name)


def test_an_address_of_something_else(monkeypatch):
    monkeypatch.setenv("MARIADB_URL", "postgresql://127.0.0.1/")
    with pytest.raises(Unavailable, match="MARIADB_URL is not a MariaDB URL: postgresql"):
        Server("mariadb")


def test_a_server_that_falls_silent(server, monkeypatch):
    with failing_at(b"CREATE DATABASE", server.url, silent=True) as (proxy, url):
        monkeypatch.setenv(f"{server.name.upper()}_URL", url)
        through = Server(server.name)
        monkeypatch.setattr("livedocs.execution.servers.ANSWER_TIMEOUT", 1)
        with pytest.raises(OperationalError), through.scratch():
            pass
        assert proxy.failed.is_set()
        through._made.clear()  # was never made
        through.close()


def test_an_interrupted_test_run_leaves_nothing(server, repository):
    script = repository / "examples/deleting/default.py"
    script.write_text(f"# databases: {server.name}\nimport time\n\ntime.sleep(60)\n", "utf-8")
    existing = set(server.databases())
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", str(script)],
        cwd=repository,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + 30
    while set(server.databases()) <= existing:
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=25)
    assert "KeyboardInterrupt" in output
    assert server.abandoned() == []


@pytest.mark.parametrize("server", ["mariadb"], indirect=True)
def test_a_connection_that_has_just_ended_is_no_error(server):
    server._kill(2**31)
    with pytest.raises(SQLAlchemyError):
        server._kill("nothing")


def test_other_databases_are_left_alone(server):
    other = {"postgresql": '"livedocs_My backup_1"', "mariadb": "`livedocs_My backup_1`"}[server.name]
    server._holder.execute(text(f"DROP DATABASE IF EXISTS {other}"))
    server._holder.execute(text(f"CREATE DATABASE {other}"))
    try:
        Server(server.name).close()
        query = {
            "postgresql": "SELECT count(*) FROM pg_database WHERE datname = 'livedocs_My backup_1'",
            "mariadb": "SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'livedocs_My backup_1'",
        }[server.name]
        assert server._holder.scalar(text(query)) == 1
    finally:
        server._holder.execute(text(f"DROP DATABASE {other}"))


@pytest.mark.sqlalchemy
def test_every_way_to_make_an_engine_is_led_to_the_server(server):
    source = (
        "from sqlalchemy import engine_from_config\nfrom sqlalchemy.engine.create import create_engine\n"
        "engine_from_config({'sqlalchemy.url': 'sqlite://'}).connect()\ncreate_engine(url='sqlite://').connect()\n"
    )
    with Runner() as runner, server.scratch() as (url, _):
        result = runner.run_source(source, "script.py", url)
    assert "exception" not in result and result["dialects"] == [server.name]


def test_a_script_that_uses_another_database_is_refused(server, tmp_path):
    (tmp_path / "topic").mkdir()
    path = tmp_path / "topic" / "script.py"
    url = server.url.render_as_string(hide_password=False)
    path.write_text(f"from sqlalchemy import create_engine\n\ncreate_engine({url!r}).connect()\n", "utf-8")
    with (
        Executor(("sqlite",)) as laboratory,
        pytest.raises(Diagnostic, match=f"on sqlite the script uses {server.name}"),
    ):
        laboratory.run(examples.load(path), "sqlite")
