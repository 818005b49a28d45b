"""A process that has imported SQLAlchemy and forks one child for each script.

Speaks JSON lines on its standard streams: a job {id, source, filename, cwd, url, async_url, timeout}, of a
claim also {checks}, in, an outcome {id, status, …} out, in the order in which the scripts end. Several run at
a time. The status is one of

* ``done``: the script ran to its end or to an exception; ``result`` is what `capture.run` returned
* ``died``: the child left without a result; ``how`` says with which exit status or signal
* ``timeout``: the script was still running after `timeout` seconds and was killed
* ``broken``: `capture` itself failed; ``how`` is its traceback
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import sys
import time
import traceback
import warnings
from typing import Any, TypedDict

from livedocs.databases import DATABASES

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def preload() -> None:
    """Imports what scripts import, so that each child starts with it."""
    importlib.import_module("livedocs.execution.assertions")
    for name in (*(database.driver for database in DATABASES.values()), "sqlalchemy.ext.associationproxy"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # a child that collects need not touch, and so copy, what it shares with us


def die_with_parent(timeout: float) -> None:
    """Should we be killed, no script is left running."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(timeout) + 2, int(timeout) + 2))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def child(job: dict[str, Any], pipe: int) -> None:
    os.setsid()
    die_with_parent(job["timeout"])
    os.chdir(job["cwd"])
    stray = os.memfd_create("stray") if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(stray, 1)
    os.dup2(stray, 2)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - open until the process ends
    try:
        from livedocs.execution import assertions, capture

        if "checks" in job:
            result = assertions.run(
                job["source"], job["filename"], job["url"], job["async_url"], job["checks"]
            )
        else:
            result = capture.run(job["source"], job["filename"], job["url"], job["async_url"])
        os.lseek(stray, 0, os.SEEK_SET)
        unseen = os.fdopen(os.dup(stray), errors="replace").read()
        if unseen and "log" in result:  # written past sys.stdout, by a subprocess or C code
            result["log"].append({"kind": "print", "line": None, "text": unseen})
        answer = {"status": "done", "result": result}
    except BaseException:
        answer = {"status": "broken", "how": traceback.format_exc()}
    with os.fdopen(pipe, "w") as stream:
        json.dump(answer, stream)


class Running(TypedDict):
    """A script's process, while it runs."""

    id: int  # of its job
    pid: int
    pipe: int  # where its answer comes from: a file descriptor
    answer: bytearray  # as far as it has come
    deadline: float  # by `time.monotonic`
    timeout: float  # seconds


class ForkServer:
    def __init__(self) -> None:
        self.selector = selectors.DefaultSelector()
        self.children: dict[int, Running] = {}  # by pid

    def start(self, job: dict[str, Any]) -> None:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(read)
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                child(job, write)
            finally:
                os._exit(0)
        os.close(write)
        os.set_blocking(read, False)
        running: Running = {
            "id": job["id"],
            "pid": pid,
            "pipe": read,
            "answer": bytearray(),
            "deadline": time.monotonic() + job["timeout"],
            "timeout": job["timeout"],
        }
        self.children[pid] = running
        self.selector.register(read, selectors.EVENT_READ, running)

    def read(self, running: Running) -> None:
        chunk = os.read(running["pipe"], 1 << 16)
        if chunk:
            running["answer"] += chunk
        else:
            self.finish(running)

    def finish(self, running: Running, outcome: dict[str, Any] | None = None) -> None:
        self.selector.unregister(running["pipe"])
        os.close(running["pipe"])
        del self.children[running["pid"]]
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # Also ends what the script started and left behind.
            os.killpg(running["pid"], signal.SIGKILL)
        _, status = os.waitpid(running["pid"], 0)
        if outcome is None:
            try:
                outcome = json.loads(running["answer"])
            except ValueError:
                code = os.waitstatus_to_exitcode(status)
                how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
                outcome = {"status": "died", "how": how}
        outcome["id"] = running["id"]
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()

    def expire(self) -> None:
        now = time.monotonic()
        for running in list(self.children.values()):
            if now >= running["deadline"]:
                os.killpg(running["pid"], signal.SIGKILL)
                self.finish(running, {"status": "timeout", "how": f"{running['timeout']:g} s"})

    def serve(self) -> None:
        os.set_blocking(0, False)
        self.selector.register(0, selectors.EVENT_READ, None)
        waiting = b""
        while True:
            soonest = min((c["deadline"] for c in self.children.values()), default=None)
            wait = None if soonest is None else max(0, soonest - time.monotonic())
            for key, _ in self.selector.select(wait):
                if key.data is not None:
                    self.read(key.data)
                    continue
                chunk = os.read(0, 1 << 16)
                if not chunk:  # the parent is gone
                    for running in self.children.values():
                        with contextlib.suppress(ProcessLookupError):  # it has just ended
                            os.killpg(running["pid"], signal.SIGKILL)
                    return
                *jobs, waiting = (waiting + chunk).split(b"\n")
                for job in jobs:
                    self.start(json.loads(job))
            self.expire()


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # fork() beside a driver's thread, Python 3.12+
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    preload()
    ForkServer().serve()
