"""Executes a script in a process of its own and returns what it did.

    with Runner() as runner:
        result = runner.run(path, "postgresql+psycopg://…/scratch")

The script is not changed: its `create_engine("sqlite://")` connects to the given URL instead.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

from livedocs import ROOT, relative
from livedocs.databases import DATABASES, MAIN

TIMEOUT = float(os.environ.get("EXAMPLE_TIMEOUT") or 30)  # seconds a script may take

EXPLANATIONS = {
    "timeout": "the script was still running after {} and was stopped. Make it end, or shorten its work",
    "died": "the script's process ended with {} before the script did. Remove what ends it",
    "broken": "reading what the script did failed:\n{}",
}


class RunFailed(Exception):
    """The script gave no result: it hung, was killed, or left its process early."""


class Runner:
    """A process that forks one child for each script; thread-safe, several scripts at a time."""

    def __init__(self, python: str = sys.executable) -> None:
        self._python = python
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._collector: threading.Thread | None = None
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._ids = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Starts the process now; otherwise the first script does."""
        with self._lock:
            if self._process is None:
                self._start()

    def close(self) -> None:
        with self._lock:
            process, collector = self._process, self._collector
            if process and process.stdin:
                process.stdin.close()
        if process and collector:
            collector.join()

    def _start(self) -> subprocess.Popen[str]:
        process = self._process = subprocess.Popen(
            [self._python, "-m", "livedocs.execution.forkserver"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A copy: other threads may change the environment. And each process has a hash seed of its own.
            env={name: value for name, value in os.environ.items() if name != "PYTHONHASHSEED"},
            text=True,
        )
        self._waiting = {}
        self._collector = threading.Thread(target=self._collect, args=(process, self._waiting), daemon=True)
        self._collector.start()
        return process

    def _collect(self, process: subprocess.Popen[str], waiting: dict[int, Future[dict[str, Any]]]) -> None:
        """Hands each outcome to who waits for it; when the process has ended, says so to the rest."""
        assert process.stdin and process.stdout, "both are pipes"
        for line in process.stdout:
            outcome = json.loads(line)
            waiting.pop(outcome["id"]).set_result(outcome)
        process.wait()
        with self._lock:  # nobody is writing to it now
            process.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            if self._process is process:
                self._process = None
        for future in waiting.values():
            future.set_result({"status": "died", "how": "the end of the process that runs scripts"})

    def submit(
        self,
        source: str,
        filename: str,
        url: str | None = None,
        timeout: float = TIMEOUT,
        cwd: Path = ROOT,
        checks: bool | None = None,
    ) -> Future[dict[str, Any]]:
        """Starts a script; returns a future of the outcome that `livedocs.execution.forkserver` describes.

        `checks` is given for the script of a claim: whether SQLite checks foreign keys.
        """
        future: Future[dict[str, Any]] = Future()
        job: dict[str, Any] = {
            "source": source,
            "filename": filename,
            "cwd": str(cwd),
            "url": url,
            "async_url": asynchronous(url or f"{DATABASES[MAIN].drivername}://"),
            "timeout": timeout,
        }
        if checks is not None:
            job["checks"] = checks
        with self._lock:
            process = self._process or self._start()
            assert process.stdin, "it is a pipe"
            job["id"] = next(self._ids)
            self._waiting[job["id"]] = future
            try:
                process.stdin.write(json.dumps(job) + "\n")
                process.stdin.flush()
            except BrokenPipeError:
                pass  # the process is gone; `_collect` answers
        return future

    def run(self, path: Path, url: str | None = None, timeout: float = TIMEOUT) -> dict[str, Any]:
        """Executes the script at `path`, on the database at `url` or on the one that it names.

        Returns what `livedocs.execution.capture.run` describes. Raises `RunFailed` if it hangs for longer
        than `timeout` seconds or ends without a result; an exception that ends the script is part
        of the result.
        """
        return self.run_source(path.read_text("utf-8"), relative(path), url, timeout)

    def run_source(
        self, source: str, filename: str, url: str | None = None, timeout: float = TIMEOUT
    ) -> dict[str, Any]:
        """The same for `source` as the script `filename`."""
        return _result(self.submit(source, filename, url, timeout).result())

    def check(
        self, source: str, filename: str, url: str | None, checks: bool, timeout: float = TIMEOUT
    ) -> dict[str, Any]:
        """Executes the script of a claim; returns what `livedocs.execution.assertions.run` does.

        Raises `RunFailed`.
        """
        return _result(self.submit(source, filename, url, timeout, checks=checks).result())


def _result(outcome: dict[str, Any]) -> dict[str, Any]:
    if outcome["status"] == "done":
        result: dict[str, Any] = outcome["result"]
        return result
    raise RunFailed(EXPLANATIONS[outcome["status"]].format(outcome["how"]))


def asynchronous(url: str) -> str:
    """The URL of the same database for `create_async_engine`."""
    drivername, rest = url.split(":", 1)
    name = next(d.async_drivername for d in DATABASES.values() if d.drivername == drivername)
    return f"{name}:{rest}"
