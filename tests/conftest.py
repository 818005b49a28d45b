"""What several tests need: a copy of the repository, the built site, and a server for it."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from livedocs import ROOT
from tests.browser import WIDE, browser, executable
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


@contextmanager
def serving(folder):
    """Serves `folder`, in which ``docs`` is the built site. The site's address, without a slash at its end."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/docs"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def address(site):
    """The address at which the built site is served, without a slash at its end."""
    with serving(site.parent) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(request):
    if executable() is None:
        reason = "no Chromium or Chrome on the PATH; pages are not tested in a browser"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}. (CI is set: a missing browser is a failure.)")
        pytest.skip(reason)
    with browser() as chromium:
        yield chromium


@pytest.fixture
def open_page(chromium, address):
    """Opens a path of the site; what the page asks of another host or fails to load ends the test.

    `prepare` is called with the page before it goes there.
    """
    contexts, complaints = [], []

    def open_(path, viewport=WIDE, prepare=None, **options):
        context = chromium.new_context(viewport=viewport, locale=options.pop("locale", "ko-KR"), **options)
        contexts.append(context)
        page = context.new_page()

        def watch(request):
            url = urlsplit(request.url)
            if url.scheme in ("http", "https") and url.netloc != urlsplit(address).netloc:
                complaints.append(f"asks {request.url}")

        page.on("request", watch)
        page.on("response", lambda r: r.status >= 400 and complaints.append(f"{r.status} {r.url}"))
        page.on("pageerror", lambda error: complaints.append(f"error {error}"))
        if prepare:
            prepare(page)
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
