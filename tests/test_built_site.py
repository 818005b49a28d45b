"""The site that test runs share: built once for each state of the repository."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.support import built_site


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """An empty cache; a build writes one file. Returns (its folder, what to call, how often it was built)."""
    builds = []

    def build(folder: Path, **environment: str) -> tuple[int, str]:
        builds.append(environment["SITE_URL"])
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("built", "utf-8")
        return 0, ""

    monkeypatch.setattr(built_site, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(built_site, "build", build)
    monkeypatch.setattr(built_site, "digest", lambda: "one")
    monkeypatch.setattr(built_site, "_used", used := [])
    yield tmp_path / "cache", built_site._built_once.__wrapped__, builds
    for descriptor in used:
        os.close(descriptor)


def test_it_is_built_once_and_kept(cache):
    folder, built, builds = cache
    assert built() == built() == (folder / "site-one" / "docs", "")
    assert builds == [built_site.SITE_URL]
    assert (folder / "site-one" / "docs" / "index.html").read_text("utf-8") == "built"


def test_another_state_replaces_it_unless_a_run_uses_it(cache, monkeypatch):
    folder, built, builds = cache
    built()
    monkeypatch.setattr(built_site, "digest", lambda: "two")
    built()
    assert {path.name for path in folder.glob("site-*")} == {"site-one", "site-two"}, "this process uses both"
    for descriptor in built_site._used:
        os.close(descriptor)
    built_site._used.clear()
    monkeypatch.setattr(built_site, "digest", lambda: "three")
    built()
    assert {path.name for path in folder.glob("site-*")} == {"site-three"} and len(builds) == 3


def test_a_build_that_fails_is_not_kept(cache, monkeypatch):
    folder, built, _ = cache
    monkeypatch.setattr(built_site, "build", lambda folder, **_: (1, "nothing there"))
    assert built() == (None, "nothing there")
    assert not list(folder.glob("site-*"))


def test_the_second_run_waits_for_the_first(cache):
    folder, built, _ = cache
    built()
    first = built_site._lock(folder / "site.lock", fcntl.LOCK_EX)
    with pytest.raises(BlockingIOError):
        built_site._lock(folder / "site.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(first)


def test_where_nothing_can_be_written_it_is_built_elsewhere(cache, monkeypatch):
    folder, built, _ = cache
    monkeypatch.setattr(built_site.os, "access", lambda path, how: False)
    site, _ = built()
    assert not site.is_relative_to(folder) and (site / "index.html").exists()
    shutil.rmtree(site.parent)


def test_the_digest_is_that_of_what_the_site_is_built_from(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_text("# One\n", "utf-8")
    (tmp_path / "tests").mkdir()
    first = built_site.digest(tmp_path)
    (tmp_path / "tests/test_one.py").write_text("", "utf-8")
    assert built_site.digest(tmp_path) == first
    (tmp_path / "docs/page.md").write_text("# Two\n", "utf-8")
    assert built_site.digest(tmp_path) != first
