"""Executes the commands of a shell block, in a copy of the repository."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from livedocs.versions import INSTALLED_VERSION
from tests.harness.report import Failure
from tests.support.processes import free_port, patience
from tests.support.repository import copied_repository

TIMEOUT = 600  # seconds a shell block may take on an idle machine


def run_commands(code: str) -> str:
    """What the commands write, with this environment's programs. Raises `Failure` where one of them fails.

    `make serve` is run until the site answers. `make test` would start itself again without end: there, it
    runs one page.
    """
    with copied_repository() as copy:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "VENV": sys.prefix,
            "SQLALCHEMY": INSTALLED_VERSION,
            "MAKEFLAGS": "",
            "ARGS": "docs/en/index.md",
            "PYTEST_ADDOPTS": "",
            "ADDRESS": f"127.0.0.1:{free_port()}",
        }
        process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        limit = patience(TIMEOUT)
        try:
            if code.strip() == "make serve":
                wait_until_served(process, environment["ADDRESS"], limit)
                return ""
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            raise Failure(f"still running after {limit:.0f} s") from None
        finally:
            end(process)
        if process.returncode:
            raise Failure(f"the commands end with exit status {process.returncode}:\n{output}")
        return output


def end(process: subprocess.Popen) -> None:
    """Ends a process with all that it started: first by an interrupt, so that a test run can clean up."""
    for how, seconds in ((signal.SIGINT, patience(15)), (signal.SIGKILL, None)):
        if process.poll() is None:
            os.killpg(process.pid, how)
            try:
                process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                continue
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what it left in the background


def wait_until_served(process: subprocess.Popen, address: str, limit: float) -> None:
    """Waits until the server at `address` answers with a page. Raises `Failure` after `limit` seconds."""
    deadline = time.monotonic() + limit
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{address}/ko/", timeout=5) as response:
                if b'class="page-body"' in response.read():
                    return
        except OSError:
            time.sleep(0.2)
    if process.poll() is None:
        raise Failure(f"no page at http://{address}/ko/ after {limit:.0f} s")
    raise Failure(f"the server ended:\n{process.stdout.read()}")
