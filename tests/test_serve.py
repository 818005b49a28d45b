"""The site while it is being written: what is edited is seen, and a mistake does not end the server."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.harness import free_port
from tests.test_faults import NO_SERVERS, SCRIPT, plant

PAGE = "en/deleting/parent-deleted/"


@pytest.fixture
def served(repository):
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
        cwd=repository,
        env={**os.environ, **NO_SERVERS, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def wait_for(text, seconds=180):
        deadline, body = time.monotonic() + seconds, ""
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{address}/{PAGE}", timeout=5) as response:
                    body = response.read().decode()
                if text in body:
                    return body
            except OSError:
                pass
            time.sleep(0.2)
        process.kill()
        pytest.fail(f"{text!r} never came:\n{process.stdout.read()}")

    wait_for("page-body")
    yield wait_for
    process.send_signal(signal.SIGINT)
    process.wait(30)
    process.stdout.close()


def test_an_edited_example_is_run_and_shown(repository, served):
    assert "Web page" not in served("Website")
    plant(repository, SCRIPT, "Website", "Web page")
    served("projects: [('Web page', None)")
    assert "Web page" in (repository / SCRIPT).with_suffix(".result.json").read_text("utf-8")


def test_an_edited_page_is_shown(repository, served):
    plant(repository, "docs/en/deleting/parent-deleted.md", "By then no row", "By that time no row")
    served("By that time no row")


def test_a_mistake_is_shown_and_can_be_mended(repository, served):
    plant(repository, SCRIPT, "session.delete(mina)", "session.delete(nobody)")
    assert "has changed since its result" in served("admonition failure")
    plant(repository, "docs/en/deleting/parent-deleted.md", "::: diagram", "::: digram")
    served("unknown reference")
    plant(repository, "docs/en/deleting/parent-deleted.md", "::: digram", "::: diagram")
    plant(repository, SCRIPT, "session.delete(nobody)", "session.delete(mina)")
    deadline = time.monotonic() + 30
    while "admonition failure" in served("page-body"):
        assert time.monotonic() < deadline
        time.sleep(0.3)
