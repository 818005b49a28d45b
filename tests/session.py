"""What holds for every test run: which marker a test has, and that nothing which it started outlives it.

* ``-m browser`` selects what needs a browser, ``-m sqlalchemy`` what depends on the version of SQLAlchemy.
* Each process that a run starts inherits an environment variable. Whatever still has it at the end is killed,
  and fails the run, also where the process that started it has ended long ago.
"""

import contextlib
import os
import secrets
import signal
import time
from pathlib import Path

import pytest

PROCESSES = Path("/proc")
VARIABLE = "LIVEDOCS_TEST_RUNS"  # the ids of this run and of those inside which it runs
ID = pytest.StashKey[str]()
PATIENCE = 10  # seconds that a process may take to end after it was told to


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs a browser; given to all that use `chromium`")
    config.addinivalue_line("markers", "sqlalchemy: depends on the version of SQLAlchemy")
    config.stash[ID] = secrets.token_hex(8)
    os.environ[VARIABLE] = f"{os.environ.get(VARIABLE, '')} {config.stash[ID]}"


def pytest_unconfigure(config):
    os.environ[VARIABLE] = os.environ[VARIABLE].replace(f" {config.stash[ID]}", "")


@pytest.hookimpl(tryfirst=True)  # before `-m` selects by them
def pytest_collection_modifyitems(items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(trylast=True)  # when the fixtures of the session have ended what they started
def pytest_sessionfinish(session):
    left = left_running(session.config.stash[ID])
    for process in left:
        kill(process)
    if left:
        text = "still running when the tests had ended, now killed:\n" + "\n".join(
            f"  {process}: {command}" for process, command in left.items()
        )
        report = pytest.TestReport("processes", ("", None, "processes"), {}, "failed", text, "teardown")
        session.config.pluginmanager.get_plugin("terminalreporter").stats.setdefault("error", []).append(
            report
        )
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def left_running(run):
    """The processes that this run has started and that do not end in time: {id: command}."""
    deadline = time.monotonic() + PATIENCE
    while found := running(run) or running_again(run):
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return found


def running_again(run):
    """`running` a moment later: a process that is becoming another program shows no environment."""
    time.sleep(0.1)
    return running(run)


def running(run):
    """The processes, but this one, that inherited the id of a run: {id: command}; none without /proc."""
    found = {}
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            if int(folder.name) == os.getpid() or run.encode() not in (folder / "environ").read_bytes():
                continue
            found[int(folder.name)] = (
                (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except OSError:
            continue  # it has just ended, or is another user's
    return found


def kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
