"""Programs that are started in a process of their own."""

import contextlib
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

from livedocs import ROOT
from livedocs.databases import DATABASES

# The environment of a process that is to find no server, and nothing of the run that started it.
NO_SERVERS = {
    **{
        database.url_variable: f"{database.url_schemes[0]}://root@127.0.0.1:1/"
        for database in DATABASES.values()
        if database.url_variable
    },
    "CI": "",
    "PYTEST_ADDOPTS": "",
    "EXAMPLE_TIMEOUT": "5",
}


def patience(seconds: float) -> float:
    """`seconds` on an idle machine; as many more as other programs take from this one on a busy machine."""
    busy, processors = os.getloadavg()[0], os.cpu_count() or 1
    return seconds * max(1.0, (busy + 1) / processors)


def run(*command: str, cwd: Path | str, **environment: str) -> tuple[int, str]:
    """Runs `command` with this Python, for at most 300 s; returns (exit status, everything it wrote)."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=patience(300),
    )
    return done.returncode, done.stdout


def build(target: Path | str, cwd: Path | str = ROOT, **environment: str) -> tuple[int, str]:
    """Builds the site into the folder `target`; returns (exit status, everything it wrote)."""
    # Not --quiet: with it, mkdocs does not count the warnings that --strict turns into failures.
    return run("-m", "mkdocs", "build", "--strict", "--site-dir", str(target), cwd=cwd, **environment)


def free_port() -> int:
    """A TCP port of this machine on which nothing listens.

    Systems give outgoing connections ports above 32,767: those might be taken before the port is used.
    """
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
