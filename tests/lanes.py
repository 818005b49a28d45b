"""All tests, in two processes at a time: ``python -m tests.lanes``, by way of ``make test``.

One runs what needs a browser, the other everything else. What each writes comes in one piece, and the last
line adds both summaries up. With arguments, which go to pytest, there is one process: pytest itself.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

LANES = {
    "everything but the browser": ("-m", "not browser"),
    "in the browser": ("-m", "browser", "tests"),
}
PATIENCE = 60  # seconds that an interrupted lane has to clean up
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COUNTS = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
_COUNT = re.compile(rf"(\d+) ({'|'.join(COUNTS)})s?\b")


def summary(output):
    """What the last line of a run of pytest counts: {"passed": 12, …}; nothing if it is another line."""
    lines = output.rstrip().split("\n")
    if not re.search(r" in \d+(\.\d+)?s( \(\d+:\d\d:\d\d\))?( =+)?$", lines[-1]):
        return Counter()
    return Counter({kind: int(number) for number, kind in _COUNT.findall(lines[-1])})


def summed(summaries, seconds):
    """One line, as pytest writes it. What one lane left out ran in the other."""
    total = sum(map(Counter, summaries), Counter())
    counts = [
        f"{total[kind]} {kind}{'s' if kind in ('warning', 'error') and total[kind] > 1 else ''}"
        for kind in COUNTS
        if total[kind] and kind != "deselected"
    ]
    minutes = (
        f" ({int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02})"
        if seconds > 60
        else ""
    )
    return f"{', '.join(counts) or 'no tests ran'} in {seconds:.2f}s{minutes}"


class Interrupted(Exception):
    pass


def interrupt(number, frame):
    raise Interrupted


def start(arguments, output):
    # In a group of its own: a key that interrupts reaches all of a group, and an interrupt that comes twice
    # would keep pytest from cleaning up.
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        process_group=0,
    )


def end(processes):
    """Interrupts what still runs, and kills what does not end."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def show(output):
    """Passes on what was written since it was last looked at."""
    sys.stdout.write(output.read())
    sys.stdout.flush()


def main(lanes=LANES):
    started = time.monotonic()
    for ending in ENDINGS:
        signal.signal(ending, interrupt)
    processes, outputs, interrupted = [], [], False
    with tempfile.TemporaryDirectory() as folder:
        try:
            for i, arguments in enumerate(lanes.values()):
                with open(f"{folder}/{i}", "w") as output:
                    processes.append(start(arguments, output))
                output = open(f"{folder}/{i}", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below
                outputs.append(output)
            for name, process, output in zip(lanes, processes, outputs, strict=True):
                print(f"{f' {name} ':=^80}", flush=True)
                while process.poll() is None:
                    show(output)
                    time.sleep(0.5)
                show(output)
        except Interrupted:
            interrupted = True
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_IGN)
            end(processes)
            for output in outputs:
                show(output)
        summaries = []
        for output in outputs:
            output.seek(0)
            summaries.append(summary(output.read()) or Counter(error=1))
            output.close()
    print(f"{' both ':=^80}\n{summed(summaries, time.monotonic() - started)}", flush=True)
    if interrupted:
        return 130
    return next((process.returncode for process in processes if process.returncode), 0)


if __name__ == "__main__":
    if sys.argv[1:]:
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *sys.argv[1:]])
    sys.exit(main())
