"""Reading without a connection: only for those who ask, complete, one version at a time, and removed without a trace."""

import gzip
import json
import re
import shutil
import time

import pytest

from livedocs.languages import LANGUAGES
from livedocs.mkdocs import offline
from tests.support.browser import WIDE, until
from tests.support.http_server import serving

pytestmark = pytest.mark.usefixtures("chromium")

PAGE = "/en/deleting/bulk/"
STATE = """async () => ({
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map((found) => found.scope),
})"""
STORED = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    if (name.endsWith(" state")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[new URL(request.url).pathname] = (await (await cache.match(request)).arrayBuffer()).byteLength;
    }
  }
  return found;
}"""
PAGES = ["index", "deleting/bulk", "deleting/cascades", "linking/both-sides"]


# The list.


def test_the_list_has_what_is_needed_and_nothing_else(site):
    listed = json.loads((site / offline.NAME).read_text("utf-8"))
    assert listed == json.loads(json.dumps(offline.manifest(site)))  # JSON has no tuples
    addresses = [address for group in ("site", "python") for address, *_ in listed[group]]
    assert len(addresses) == len(set(addresses))
    needed = {"", "404.html", "assets/site.js", "assets/site.css", "examples/deleting/default.py"}
    needed |= {f"{code}/deleting/bulk{end}" for code in LANGUAGES for end in ("/", ".md")} | {"llms.txt"}
    assert needed <= set(addresses)
    assert all(any(address.startswith(f"{code}/search/") for address in addresses) for code in LANGUAGES)
    unneeded = re.compile(r"\.map$|previews/|sitemap|offline\.json|service-worker")
    assert [address for address in addresses if unneeded.search(address)] == []
    left_out = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {
        f"{address}index.html" if address == "" or address.endswith("/") else address for address in addresses
    }
    assert [name for name in sorted(left_out) if not unneeded.search(name)] == []
    for address, _, size in listed["site"]:
        assert 0 < size < 400_000, address


def test_the_version_changes_with_any_byte(tmp_path):
    (tmp_path / "a.js").write_text("1")
    first = offline.manifest(tmp_path)
    assert first["site"][0][2] == len(gzip.compress(b"1", 6))
    (tmp_path / "a.js").write_text("2")
    second = offline.manifest(tmp_path)
    assert first["version"] != second["version"] and first["site"][0][1] != second["site"][0][1]
    (tmp_path / "a.js.map").write_text("2")
    assert offline.manifest(tmp_path) == second


def test_the_python_of_the_examples_is_a_choice_of_its_own(tmp_path):
    (tmp_path / "assets" / "runtime").mkdir(parents=True)
    (tmp_path / "assets" / "runtime" / "x.gz").write_bytes(b"123")
    (tmp_path / "assets" / "a.js").write_text("1")
    listed = offline.manifest(tmp_path)
    assert [address for address, *_ in listed["python"]] == ["assets/runtime/x.gz"] and listed["python"][0][
        2
    ] == 3
    assert [address for address, *_ in listed["site"]] == ["assets/a.js"]


# In the browser.


@pytest.fixture(scope="module")
def small(site, tmp_path_factory):
    """A few pages of the site, with all that they need: stored in a moment."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(
        site, folder / "docs", ignore=lambda path, names: [n for n in names if n in ("examples", "runtime")]
    )
    for code in LANGUAGES:
        for path in (folder / "docs" / code).rglob("index.html"):
            place = path.relative_to(folder / "docs" / code).parent.as_posix()
            if place.replace(".", "index") not in PAGES:
                path.unlink()
    return folder


@pytest.fixture
def served(small, tmp_path):
    """A copy of these pages that a test may change, and its address: (folder, address)."""
    folder = tmp_path / "served"
    shutil.copytree(small, folder)
    offline.publish(folder / "docs")
    with serving(folder) as address:
        yield folder / "docs", address


@pytest.fixture
def context(chromium):
    context = chromium.new_context(viewport=WIDE, locale="en-US")
    yield context
    context.close()


def open_panel(page):
    page.click(".offline summary")
    until(
        page,
        "() => document.querySelector('.offline-choices button') || document.querySelector('.offline-status')?.textContent",
    )


def store(page, python=False):
    open_panel(page)
    if python:
        page.check(".offline-choices input")
    page.click(".offline-store")
    page.wait_for_selector(".offline-remove", timeout=180_000)


def megabytes(bytes_):
    return f"{bytes_ / 1e6:.1f}"


def status(page):
    return page.inner_text(".offline-status")


def test_nothing_is_stored_and_nothing_registered_before_it_is_asked_for(context, served):
    _, address = served
    page = context.new_page()
    for path in (PAGE, "/ko/", "/en/deleting/cascades/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(STATE) == {"caches": [], "workers": []}
    open_panel(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STATE) == {"caches": [], "workers": []}, "reading about it stores nothing either"


def test_without_scripts_there_is_no_choice(chromium, served):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served[1] + PAGE)
    assert not page.is_visible(".offline")
    context.close()


def test_the_button_says_how_much_is_stored(context, served):
    folder, address = served
    listed = json.loads((folder / offline.NAME).read_text())
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    stored = page.evaluate(STORED)
    assert set(stored) == {f"/docs/{path}" for path, *_ in listed["site"]}
    expected = sum(size for *_, size in listed["site"])
    assert sum(stored.values()) == pytest.approx(expected, rel=0.02), (
        "the browser's compression is about the build's"
    )
    assert (
        status(page) == f"Stored ({megabytes(sum(stored.values()))} MB). You can read without a connection."
    )
    page.click(".offline-remove")
    page.wait_for_selector(".offline-store")
    assert page.inner_text(".offline-store") == f"Store for offline reading ({megabytes(expected)} MB)"


def test_reading_without_a_connection(context, served):
    _, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    context.set_offline(True)
    answer = page.goto(f"{address}/ko/deleting/cascades/")
    assert answer.from_service_worker, "not what the browser happens to have kept"
    assert page.inner_text("h1").rstrip("¶") and page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui"), (
        "the styles are there"
    )
    page.wait_for_selector("html.js, html:not(.no-js)")
    page.goto(f"{address}/ko/deleting/cascades/index.html?view=both")
    page.wait_for_selector(".pair")
    page.goto(f"{address}/ko/deleting/cascades")
    assert page.url == f"{address}/ko/deleting/cascades/"
    page.goto(f"{address}/")
    page.wait_for_url(re.compile("/(ko|en)/"))
    answer = page.goto(f"{address}/en/never/was/")
    assert answer.status == 404 and "There is no page at this address" in page.content()


def test_searching_without_a_connection(context, served):
    _, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    context.set_offline(True)
    for code, words in (("ko", "캐스케이드"), ("en", "cascade")):
        page.goto(f"{address}/{code}/")
        page.keyboard.press("Control+k")
        page.wait_for_selector("dialog[open] input")
        page.keyboard.type(words)
        page.wait_for_selector("dialog[open] a[href*='cascade']", timeout=20_000)


def test_markdown_without_a_connection(context, served, site):
    _, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    context.set_offline(True)
    read = page.evaluate("async () => (await fetch(document.querySelector('.page-markdown').href)).text()")
    assert read == (site / f"{PAGE.strip('/')}.md").read_text("utf-8")


def test_removing_leaves_nothing(context, served):
    _, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    assert page.evaluate(STATE)["workers"] == [f"{address}/"] and len(page.evaluate(STATE)["caches"]) == 2
    page.goto(f"{address}/en/deleting/cascades/")
    open_panel(page)
    page.click(".offline-remove")
    page.wait_for_selector(".offline-store")
    assert status(page) == "What was stored has been removed."
    assert page.evaluate(STATE) == {"caches": [], "workers": []}
    page.goto(f"{address}/en/")
    assert page.evaluate(STATE) == {"caches": [], "workers": []}
    assert page.evaluate("navigator.serviceWorker.controller") is None


KEPT = """async () => {
  for (const name of await caches.keys()) {
    if (!name.endsWith(" state")) continue;
    const [response] = await (await caches.open(name)).matchAll();
    return response ? response.json() : null;
  }
  return null;
}"""


def wait_for_version(page, folder):
    """Until the version that is published in `folder` is the one that is served from now on."""
    version = json.loads((folder / offline.NAME).read_text())["version"]
    deadline = time.monotonic() + 120
    while (page.evaluate(KEPT) or {}).get("version") != version:
        assert time.monotonic() < deadline, "the version was never put in place"
        page.wait_for_timeout(200)


def change(folder, text):
    """Publishes another version: every page says `text`, and so does a script that pages load later."""
    for path in folder.rglob("index.html"):
        path.write_text(
            re.sub(r"</h1>(<i>\d</i>)?", f"</h1><i>{text}</i>", path.read_text("utf-8"), count=1), "utf-8"
        )
    script = folder / "assets" / "run" / "share.js"
    script.write_text(
        re.sub(r"\nexport const version = \d;$", "", script.read_text("utf-8").rstrip())
        + f"\nexport const version = {text};\n"
    )
    offline.publish(folder)


VERSION = """async () => [
  document.querySelector("h1 + i").textContent,
  String((await import(new URL("run/share.js", document.querySelector("script[src$='assets/site.js']").src).href)).version),
]"""


def test_a_new_version_is_stored_on_the_next_visit_and_never_mixed_with_the_old(context, served):
    folder, address = served
    change(folder, 1)
    page, other = context.new_page(), context.new_page()
    page.goto(address + PAGE)
    store(page)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    change(folder, 2)
    other.goto(f"{address}/en/")  # from the store, and stores the new version behind it
    wait_for_version(other, folder)
    assert other.evaluate(VERSION) == ["1", "1"], "a page that is open goes on with its own version"
    page.reload()
    assert page.evaluate(VERSION) == ["2", "2"]
    context.set_offline(True)
    page.goto(f"{address}/ko/deleting/cascades/")
    assert page.evaluate(VERSION) == ["2", "2"]
    context.set_offline(False)
    other.close()
    page.goto(f"{address}/ko/")  # nobody needs the first version any more
    until(page, "async () => (await caches.keys()).length === 2", seconds=20)


def test_what_has_not_changed_is_not_loaded_again(context, served):
    folder, address = served
    change(folder, 1)
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    loaded = []
    context.on("response", lambda response: response.from_service_worker or loaded.append(response.url))
    (folder / "assets" / "run" / "share.js").write_text("export const version = 2;\n")
    offline.publish(folder)
    page.goto(f"{address}/en/")
    wait_for_version(page, folder)
    fetched = {url.removeprefix(f"{address}/").split("?")[0] for url in loaded}
    assert "assets/run/share.js" in fetched and "assets/site.css" not in fetched and "ko/" not in fetched


def test_while_the_site_is_being_published_the_old_version_stays(context, served):
    folder, address = served
    change(folder, 1)
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    listed = (folder / offline.NAME).read_text()
    change(folder, 2)
    new = (folder / offline.NAME).read_text()
    script = folder / "assets" / "run" / "share.js"
    arrived = script.read_text()
    script.write_text(
        arrived.replace("= 2", "= 1")
    )  # the new list is there, and one file is still the old one
    assert new != listed
    page.goto(f"{address}/en/")
    with context.expect_event(
        "response", lambda response: response.url.endswith("/share.js"), timeout=30_000
    ):
        page.goto(f"{address}/ko/")
    page.wait_for_timeout(500)
    page.reload()
    assert page.evaluate(VERSION) == ["1", "1"]
    assert page.evaluate(KEPT)["version"] == json.loads(listed)["version"]
    script.write_text(arrived)
    page.reload()
    open_panel(page)
    wait_for_version(page, folder)
    page.reload()
    assert page.evaluate(VERSION) == ["2", "2"]


def test_a_loss_of_connection_is_said_and_what_has_arrived_is_kept(context, served):
    folder, address = served
    lost = folder / "ko" / "deleting" / "bulk" / "index.html"
    text = lost.read_text("utf-8")
    page = context.new_page()
    page.goto(address + PAGE)
    open_panel(page)
    lost.unlink()
    page.click(".offline-store")
    until(
        page,
        "() => document.querySelector('.offline-status').textContent.startsWith('Not everything')",
        seconds=60,
    )
    assert page.evaluate(KEPT) is None, "half a site is not served"
    assert len(page.evaluate(STORED)) > 20
    page.goto(address + PAGE)
    lost.write_text(text, "utf-8")
    offline.publish(folder)
    open_panel(page)
    page.click(".offline-store")
    until(
        page, "() => document.querySelector('.offline-status').textContent.startsWith('Stored')", seconds=60
    )
    context.set_offline(True)
    assert page.goto(f"{address}/ko/deleting/bulk/").from_service_worker and page.inner_text("h1")


DAMAGE = """async ([path, body]) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (name.endsWith(" state") ? path !== null : new URL(request.url).pathname !== path) continue;
      const found = await cache.match(request);
      const bytes = await found.arrayBuffer();
      const part = typeof body === "number" ? bytes.slice(0, body * bytes.byteLength) : body;
      await cache.put(request, new Response(part, { headers: found.headers }));
      return;
    }
  }
  throw new Error("nothing is stored there");
}"""
STATES = ["", '{"version": "x", "pyth', "null", "[]", "5", '{"version": 3}', '{"version": "x", "python": 1}']
GONE = '{"version": "x", "python": false, "bytes": 1, "clients": {}}'
STATES += [GONE.replace("{}", clients) for clients in ("null", '{"a": 1}')]


def test_what_is_stored_and_damaged_is_no_obstacle(context, served):
    folder, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    store(page)
    listed = json.loads((folder / offline.NAME).read_text())

    def opens():
        page.goto(address + PAGE)
        assert page.inner_text("h1").rstrip("¶")
        page.wait_for_selector("html:not(.no-js)")

    def stored_again():
        until(page, f"async () => Object.keys(await ({STORED})()).length === {len(listed['site'])}")
        wait_for_version(page, folder)

    for path, body in [(PAGE, 0), (PAGE, 0.5), (PAGE, "<p>not packed</p>"), ("/assets/site.js", 0.5)]:
        page.evaluate(DAMAGE, [f"/docs{path}", body])
        opens()
        page.reload()  # a file of the page was missed after the page itself
        stored_again()
    for text in STATES:
        page.evaluate(DAMAGE, [None, text])
        opens()
    open_panel(page)
    page.click(".offline-store")
    page.wait_for_selector(".offline-remove")
    page.evaluate(DAMAGE, [None, GONE])
    opens()
    stored_again()
    context.set_offline(True)
    assert page.goto(address + PAGE).from_service_worker and page.inner_text("h1").rstrip("¶")


def test_without_a_connection_the_panel_says_so(context, served):
    _, address = served
    page = context.new_page()
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    page.route("**/offline.json", lambda route: route.abort())
    open_panel(page)
    assert status(page).startswith("The list of what to store could not be loaded.")


def test_a_panel_that_cannot_be_loaded_says_so_and_can_be_opened_again(context, served):
    page = context.new_page()
    page.goto(served[1] + PAGE)
    page.route("**/offline-panel.js", lambda route: route.abort())
    page.click(".offline summary")
    page.wait_for_selector(".offline [role=status] >> text=This could not be loaded.")
    page.unroute_all()
    page.click(".offline summary")
    page.click(".offline summary")
    page.wait_for_selector(".offline-store")
    assert page.locator(".offline [role=status]").all_inner_texts() == [""]


@pytest.mark.parametrize("forbidden", ["getRegistration", "register"])
def test_a_browser_that_forbids_to_store_is_told_apart_from_a_lost_connection(context, served, forbidden):
    page = context.new_page()
    page.add_init_script(
        f"ServiceWorkerContainer.prototype.{forbidden} = async () => {{ throw new DOMException('no', 'SecurityError') }}"
    )
    page.goto(served[1] + PAGE)
    open_panel(page)
    if forbidden == "register":
        page.click(".offline-store")
    page.wait_for_selector(".offline-status >> text=the settings of this browser forbid")


def interrupt(page):
    """Begins to store, and ends the service worker on the way, as a browser does with one that works for minutes."""
    stopped = []
    page.context.route(
        "**/assets/site.css", lambda route: stopped.append(route) if not stopped else route.continue_()
    )
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    open_panel(page)
    page.click(".offline-store")
    while not stopped:
        page.wait_for_timeout(20)
    session.send("ServiceWorker.stopAllWorkers")


def test_storing_goes_on_when_the_browser_has_ended_the_service_worker(context, served):
    page = context.new_page()
    page.goto(served[1] + PAGE)
    interrupt(page)
    page.wait_for_selector(".offline-remove")
    assert status(page).startswith("Stored (")


def test_storing_that_was_interrupted_can_be_cancelled(context, served):
    page = context.new_page()
    page.goto(served[1] + PAGE)
    interrupt(page)
    page.click(".offline-cancel")
    page.wait_for_selector(".offline-store")
    assert page.evaluate(STATE) == {"caches": [], "workers": []}


def test_the_whole_site_with_python_runs_an_example_without_a_connection(chromium, address, site):
    if not json.loads((site / offline.NAME).read_text())["python"]:
        pytest.skip("there is no runtime: `make runtime`")
    context = chromium.new_context(viewport=WIDE, locale="en-US")
    page = context.new_page()
    page.goto(address + PAGE)
    store(page, python=True)
    assert status(page).startswith("Stored with Python (")
    context.set_offline(True)
    page.goto(f"{address}/en/deleting/parent-deleted/")
    page.wait_for_selector(".run-button")
    figure = page.locator("figure[data-example='deleting/default']")
    figure.locator(".run-button").click()
    figure.get_by_text("Same as recorded.").first.wait_for(timeout=90_000)
    page.goto(f"{address}/examples/deleting/default.py")
    assert "class User(Base)" in page.content()
    context.close()
