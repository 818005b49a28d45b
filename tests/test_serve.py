"""The site while it is being written: what is edited is seen, and a mistake does not end the server."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from livedocs import ROOT
from livedocs.render import browser_runtime
from tests.harness.shell import end
from tests.support.processes import NO_SERVERS, free_port
from tests.support.small_site import EN, SCRIPT, plant

PAGE = "en/"


class Served:
    """The site as `mkdocs serve` serves it, and what it logs."""

    def __init__(self, repository, log):
        self.address = f"127.0.0.1:{free_port()}"
        self.log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address],
                cwd=repository,
                env={**os.environ, **NO_SERVERS, "NO_MKDOCS_2_WARNING": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def get(self, page=PAGE):
        """What stands there, or None; while a build is under way, this waits for it."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{page}", timeout=60) as response:
                return response.read().decode()
        except OSError:
            return None

    def until(self, is_there, what, seconds=180):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if (found := is_there()) is not None:
                return found
            time.sleep(0.2)
        pytest.fail(f"{what} never came:\n{self.log.read_text('utf-8')}")

    def __call__(self, text, page=PAGE, absent=False):
        """The page, once `text` stands in it, or no longer does."""

        def body():
            found = self.get(page)
            return found if found is not None and (text in found) != absent else None

        return self.until(body, f"{text!r} in {page}")

    def logged(self, text):
        return self.until(lambda: text in self.log.read_text("utf-8") or None, f"{text!r} in the log")


@pytest.fixture
def served(damaged, tmp_path):
    served = Served(damaged, tmp_path / "log")
    try:
        served("page-body")
        yield served
    finally:
        end(served.process)


def test_an_edited_example_is_run_and_shown(damaged, served):
    assert "Web page" not in served("Website")
    plant(damaged, SCRIPT, "Website", "Web page")
    served("projects: [('Web page', None)")
    assert "Web page" in (damaged / SCRIPT).with_suffix(".result.json").read_text("utf-8")


def test_an_open_page_reloads_itself(damaged, served, chromium):
    """The pages' policy lets the script do it that MkDocs puts into them."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://{served.address}/{PAGE}")
    plant(damaged, EN, "A paragraph.", "By that time no row.")
    page.get_by_text("By that time no row.").wait_for(timeout=120_000)
    context.close()


def test_an_edited_page_is_shown(damaged, served):
    plant(damaged, EN, "A paragraph.", "By that time no row.")
    served("By that time no row.")


def test_a_mistake_is_shown_and_can_be_mended(damaged, served):
    plant(damaged, SCRIPT, "session.delete(mina)", "session.delete(nobody)")
    assert "has changed since its result" in served("admonition failure")
    plant(damaged, EN, "::: diagram", "::: digram")
    served("unknown reference")
    plant(damaged, EN, "::: digram", "::: diagram")
    plant(damaged, SCRIPT, "session.delete(nobody)", "session.delete(mina)")
    served("admonition failure", absent=True)


def test_only_what_has_changed_is_built_again(damaged, served, tmp_path):
    """Told by the time of each page's file: what is not built again is not written."""
    (site,) = (path for path in Path(tempfile.gettempdir()).glob("mkdocs_*") if is_of(path, served))

    def times():
        return {p.relative_to(site).as_posix(): p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}

    def changed(before):
        now = times()
        assert now.keys() == before.keys(), "nothing is lost"
        found = {name for name in now if now[name] != before[name]}
        templates = {
            "index.html",
            "404.html",
            "sitemap.xml",
            "assets/offline/offline-frame.html",
            "service-worker.js",
        }
        return found - templates - {n for n in found if "search" in n}

    before = times()
    plant(damaged, EN, "A paragraph.", "By that time no row.")
    served("By that time no row.")
    assert changed(before) == {"en/index.html", "en/index.md"}

    before = times()
    plant(damaged, SCRIPT, "Website", "Web page")
    served("projects: [('Web page', None)")
    served("projects: [('Web page', None)", page="ko/")
    found = changed(before)
    assert {"examples/deleting/default.py", "ko/index.html"} <= found
    showing = {
        name for name in before if name.endswith("/index.html") and "default.py" in (site / name).read_text()
    }
    assert {name for name in found if name.endswith(".html")} <= showing

    before = times()
    with (damaged / "theme/styles/text.css").open("a") as styles:
        styles.write("\n.planted { --planted: 1; }\n")
    served("--planted", page="assets/site.css")
    assert changed(before) == {"assets/site.css"}


def is_of(folder, served):
    """Whether the server serves this folder; others may run beside it."""
    name = folder / "mine.txt"
    try:
        name.write_text("mine")
        return served.get("mine.txt") == "mine"
    except OSError:
        return False
    finally:
        name.unlink(missing_ok=True)


def test_a_new_title_stands_in_every_navigation(damaged, served):
    plant(damaged, "docs/en/next.md", "# Next {", "# Planted title {")
    assert ">Next<" not in served(">Planted title<", page="en/next/")
    served(">Planted title<")
    assert "Planted title" not in served("page-body", page="ko/")


def test_what_all_pages_depend_on_builds_all(damaged, served):
    plant(damaged, "theme/partials/footer.html", "<footer", "<p>planted</p><footer")
    served("<p>planted</p>", page="en/next/")
    served("<p>planted</p>", page="ko/next/")


def test_pages_get_their_run_buttons_when_the_runtime_is_built(damaged, served):
    if browser_runtime.manifest() is None:
        assert not os.environ.get("CI")
        pytest.skip("not built: `make runtime` builds it")
    assert 'class="run-button"' not in served("page-body")
    built = damaged / browser_runtime.BUILT.relative_to(ROOT)
    shutil.copytree(browser_runtime.FOLDER, damaged / browser_runtime.FOLDER.relative_to(ROOT))
    built.touch()
    served('class="run-button"')


def test_a_page_that_is_removed_is_gone(damaged, served):
    plant(damaged, "mkdocs.yml", "  - next.md\n", "")
    for language in ("ko", "en"):
        (damaged / f"docs/{language}/next.md").unlink()
    served.until(lambda: served.get("en/next/") is None or None, "a page that is gone")
    assert "/next/" not in served("page-body")


def test_an_anchor_that_goes_is_missed_where_it_is_linked_to(damaged, served):
    """By a page that is not built again."""
    for language in ("ko", "en"):
        plant(damaged, f"docs/{language}/index.md", "{ #part }", "{ #portion }")
    served('id="portion"')
    served.logged("does not contain an anchor '#part'")
    warned = served.log.read_text("utf-8").count("an anchor '#part'")
    plant(damaged, EN, "# Start", "# Planted: Start")
    served("Planted: ")
    assert served.log.read_text("utf-8").count("an anchor '#part'") > warned, "it still is missing"


def test_an_example_that_no_page_shows_any_more(damaged, served):
    """What is said of all pages together holds when only one of them is built again."""
    assert "no page shows" not in served.log.read_text("utf-8")
    for language in ("ko", "en"):
        path = damaged / f"docs/{language}/index.md"
        path.write_text(re.sub("^::: .*$", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    served.logged("default.py")
    served.logged("no page shows")


def test_a_build_that_fails_is_made_up_for(damaged, served):
    path = damaged / "mkdocs.yml"
    text = path.read_text("utf-8")
    text = text.replace("  - next.md\n", "  - deleting:\n      - next.md\n")
    path.write_text(text.replace("  - deleting:\n", "  - deletion:\n"), "utf-8")
    served.logged("no title for 'deletion'")
    path.write_text(text.replace("en: Deleting", "en: Planted section"), "utf-8")
    served("Planted section", page="en/next/")
