"""What several tests need: a copy of the repository, the built site, and a server for it."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from livedocs import ROOT
from tests.harness import copied_repository


@pytest.fixture
def repository():
    """A copy of the repository that a test may damage."""
    with copied_repository() as copy:
        yield copy


def run(*command, cwd, **environment):
    """Runs `command` with this environment's programs; returns (exit status, everything it wrote)."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout


def build(target, cwd=ROOT, **environment):
    # Not --quiet: with it, mkdocs does not count the warnings that --strict turns into failures.
    return run("-m", "mkdocs", "build", "--strict", "--site-dir", str(target), cwd=cwd, **environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The built site's folder, as it is published under a path of its own."""
    target = tmp_path_factory.mktemp("published") / "docs"
    status, output = build(target, SITE_URL="https://docs.example.org/docs/")
    assert status == 0, output
    return target


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files below ``/docs/`` and, as GitHub Pages does, the site's 404 page for what is missing."""

    def log_message(self, *_):
        pass

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "docs" / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def address(site):
    """The address at which the built site is served, without a slash at its end."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(site.parent))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/docs"
    server.shutdown()
    thread.join()
    server.server_close()
