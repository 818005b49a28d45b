"""Two runs of pytest beside each other look and end as one."""

import os
import signal
import subprocess
import sys
import time

import pytest

from livedocs import ROOT
from tests import lanes

PASSES = "def test_it():\n    pass\n"
FAILS = "def test_it():\n    assert 'planted' == 'other'\n"


def script(files):
    """A program whose lanes are these files."""
    chosen = {file.name: ("-p", "no:cacheprovider", str(file)) for file in files}
    return f"from tests import lanes\nraise SystemExit(lanes.main({chosen!r}))"


def run(*files):
    """A run whose lanes are these files; (exit status, what it wrote)."""
    done = subprocess.run(
        [sys.executable, "-c", script(files)], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def file(tmp_path):
    def make(name, text):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return make


def test_both_outputs_in_full_and_one_summary(file):
    status, output = run(file("test_a.py", PASSES), file("test_b.py", PASSES))
    assert status == 0 and output.count("1 passed in") == 2, output
    assert output.rstrip().split("\n")[-1].startswith("2 passed in "), output


@pytest.mark.parametrize("order", [(PASSES, FAILS), (FAILS, PASSES)])
def test_one_that_fails_fails_both(file, order):
    status, output = run(*(file(f"test_{i}.py", text) for i, text in enumerate(order)))
    assert status == 1 and "planted" in output, output
    assert output.rstrip().split("\n")[-1].startswith("1 failed, 1 passed in "), output


def test_one_that_cannot_start_is_an_error(file, tmp_path):
    status, output = run(file("test_a.py", PASSES), tmp_path / "nothing.py")
    assert status != 0 and output.rstrip().split("\n")[-1].startswith("1 passed, 1 error in "), output


def test_an_interrupt_ends_both(file, tmp_path):
    waits = "import pathlib, time\ndef test_it():\n    pathlib.Path({!r}).touch()\n    time.sleep(60)\n"
    marks = [tmp_path / "one", tmp_path / "two"]
    files = [file(f"test_{mark.name}.py", waits.format(str(mark))) for mark in marks]
    process = subprocess.Popen(
        [sys.executable, "-c", script(files)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not all(mark.exists() for mark in marks):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=40)
    assert process.returncode == 130 and output.count("! KeyboardInterrupt !") == 2, output


def test_arguments_are_those_of_pytest(file):
    command = [sys.executable, "-m", "tests.lanes", "-q", str(file("test_a.py", PASSES))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 0 and done.stdout.rstrip().split("\n")[-1].startswith("1 passed in "), (
        done.stdout
    )


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("951 passed, 1 warning in 3.10s", {"passed": 951, "warning": 1}),
        (
            "== 2 failed, 3 errors, 4 deselected in 70.10s (0:01:10) ==",
            {"failed": 2, "error": 3, "deselected": 4},
        ),
        ("2 passed of all that were found", {}),
    ],
)
def test_the_last_line_is_read(line, counts):
    assert lanes.summary(f"...\n{line}\n") == counts


def test_the_last_line_is_written():
    line = lanes.summed([{"passed": 2, "deselected": 9}, {"passed": 3, "error": 2, "skipped": 1}], 4000)
    assert line == "5 passed, 1 skipped, 2 errors in 4000.00s (1:06:40)"
