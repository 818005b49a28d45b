"""What several tests need: a copy of the repository, the built site, and a server for it."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support import small_site as small_site_module
from tests.support.browser import WIDE, browser, executable
from tests.support.built_site import built_site
from tests.support.http_server import serving
from tests.support.repository import copied_repository


@pytest.fixture
def repository():
    """A copy of the repository that a test may damage."""
    with copied_repository() as copy:
        yield copy


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """A site of two pages and one example. Other tests use it too: read only."""
    return small_site_module.make(tmp_path_factory.mktemp("small") / "site")


@pytest.fixture
def damaged(small_site, tmp_path):
    """A copy of the small site that a test may damage."""
    return Path(shutil.copytree(small_site, tmp_path / "site"))


@pytest.fixture(scope="session")
def site():
    """The built site's folder, as it is published under a path of its own. Other test runs use it too: read only."""
    return built_site()


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
