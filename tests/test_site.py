"""The built site: two languages, addresses, search, and what must stop the build."""

import gzip
import html.parser
import json
import re
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from livedocs import ROOT
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from tests.support.processes import build
from tests.support.small_site import EN, KO, plant

BASE = "https://docs.example.org/docs/"


class Page(html.parser.HTMLParser):
    """Attributes of every tag of a page, and the tags of its text in order."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.ids = [], []
        self.text = path.read_text("utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if "id" in attrs:
            self.ids.append(attrs["id"])

    def all(self, tag, **attributes):
        return [a for t, a in self.tags if t == tag and attributes.items() <= a.items()]


@pytest.fixture(scope="module")
def pages(site):
    return {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}


def content(pages):
    return {name: page for name, page in pages.items() if name.split("/")[0] in LANGUAGES}


def test_same_pages_in_both_languages(pages):
    names = {code: {n[3:] for n in content(pages) if n.startswith(f"{code}/")} for code in LANGUAGES}
    assert names["ko"] == names["en"] and "deleting/parent-deleted/index.html" in names["ko"]


def test_language_of_each_page(pages):
    for name, page in content(pages).items():
        assert page.all("html")[0]["lang"] == name[:2], name


def test_alternates_are_absolute_and_mutual(pages):
    for name, page in content(pages).items():
        rest = name[3:].removesuffix("index.html")
        found = {
            a["hreflang"]: a["href"]
            for a in page.all("link")
            if a.get("rel", "").strip() == "alternate" and a.get("type") != "text/markdown"
        }
        assert found == {
            "ko": f"{BASE}ko/{rest}",
            "en": f"{BASE}en/{rest}",
            "x-default": f"{BASE}en/{rest}",
        }, name
        assert page.all("link", rel="canonical")[0]["href"] == f"{BASE}{name[:2]}/{rest}", name


def test_sitemap_has_every_page(pages, site):
    tree = ElementTree.parse(site / "sitemap.xml")
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {BASE + name.removesuffix("index.html") for name in content(pages)}


def test_switch_leads_to_the_same_page(pages):
    for name, page in content(pages).items():
        links = {a["data-view"]: a for a in page.all("a") if "data-view" in a}
        assert list(links) == ["ko", "both", "en"], name
        assert links[name[:2]]["aria-current"] == "true"
        for code in LANGUAGES:
            assert (
                urljoin(BASE + name, links[code]["href"])
                == f"{BASE}{code}/{name[3:].removesuffix('index.html')}"
            )
            assert links[code]["lang"] == links[code]["hreflang"] == code


def test_navigation_is_in_the_page_language(pages):
    for code, other in (("ko", "en"), ("en", "ko")):
        page = pages[f"{code}/index.html"]
        header, rest = page.text[page.text.index("<header") :].split("</header>")
        nav = rest[rest.index('<nav class="site-nav"') : rest.index("<article")]
        assert {"ko": "삭제", "en": "Deleting"}[code] in nav and {"ko": "삭제", "en": "Deleting"}[
            other
        ] not in nav
        assert (
            catalogue(code)["build"]["site_name"] in header
            and catalogue(other)["build"]["site_name"] not in header
        )
        hrefs = re.findall(r'href="([^"]+)"', nav)
        assert not [h for h in hrefs if urljoin(f"{BASE}{code}/", h).startswith(f"{BASE}{other}/")]


def test_search_index_of_each_language(pages, site):
    assert not list(site.rglob("search_index.json"))
    for code, word, foreign in (("ko", "캐스케이드", "The price is"), ("en", "The price is", "캐스케이드")):
        data = (site / code / "search" / "index.json").read_bytes()
        index = json.loads(data)
        shown = json.dumps(index["pages"], ensure_ascii=False)
        assert word in shown and foreign not in shown.replace(glossary_of(index), "")
        # prose, headings, names in code and messages are searched; whole outputs, SQL, rows and the words of the controls
        # would only weigh on it
        assert "add_all" in shown and "IntegrityError: (sqlite3.IntegrityError)" in shown
        assert "projects: [('Website', None), ('Mobile app', None)]" not in shown
        assert "/* session.commit() */" not in shown and catalogue(code)["build"]["download"] not in shown
        assert catalogue(code)["build"]["same"].format(databases="SQLite, PostgreSQL, MariaDB") not in shown
        assert len(gzip.compress(data)) < 200_000
        built = {
            name[3:].removesuffix("index.html") for name in content(pages) if name.startswith(f"{code}/")
        }
        assert {page[0] for page in index["pages"]} == built
        for address, title, _, _, sections in index["pages"]:
            page = pages[f"{code}/{address}index.html"]
            assert title and {id_ for id_, *_ in sections if id_} <= set(page.ids), address
            body = page.text[page.text.index('<div class="page-body">') :].split('class="related"')[0]
            headings = [id_ for id_ in re.findall(r'<h[1-6] id="([^"]+)"', body) if id_ != "in-one-line"]
            assert [id_ for id_, *_ in sections if id_] == headings, address


def glossary_of(index):
    """The entry of the glossary's page, which names each term in both languages."""
    return json.dumps(next(page for page in index["pages"] if page[0] == "glossary/"), ensure_ascii=False)


@pytest.mark.parametrize("element", ["section", "figure", "div", "details", "table", "pre"])
def test_what_is_opened_is_closed(site, element):
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        assert len(re.findall(f"<{element}[ >]", text)) == text.count(f"</{element}>"), path


def test_root_works_without_scripts(pages):
    root = pages["index.html"]
    assert {a["href"] for a in root.all("a")} == {"ko/", "en/"}
    assert {a["hreflang"]: a["href"] for a in root.all("link", rel="alternate")} == {
        "ko": f"{BASE}ko/",
        "en": f"{BASE}en/",
        "x-default": BASE,
    }


def test_404_speaks_both_languages_from_any_depth(pages):
    page = pages["404.html"]
    assert "이 주소에는 페이지가 없습니다" in page.text and "There is no page at this address" in page.text
    for tag, name in (("link", "href"), ("script", "src"), ("a", "href")):
        for attributes in page.all(tag):
            address = attributes.get(name, "")
            assert address.startswith(("/docs/", "https://docs.example.org", "#", "?view")) or not address, (
                address
            )


def test_nothing_is_loaded_from_elsewhere(pages):
    for name, page in pages.items():
        for tag, attribute in (("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src")):
            for attributes in page.all(tag):
                address = attributes.get(attribute) or ""
                rel = attributes.get("rel", "").strip()
                if rel in ("alternate", "canonical"):
                    continue
                assert not urlsplit(address).netloc, (name, address)


def test_links_and_anchors_lead_somewhere(pages, site):
    checked = 0
    for name, page in pages.items():
        for attributes in page.all("a"):
            href = attributes.get("href")
            url = urlsplit(urljoin(BASE + name, href))
            if url.netloc != "docs.example.org":
                assert url.scheme == "https" and "." in url.netloc, (name, href)
                continue
            path = unquote(url.path).removeprefix("/docs/")
            path += "index.html" if path.endswith("/") or not path else ""
            assert (site / path).exists(), (name, href)
            if url.fragment.startswith("check="):  # what tries a sentence
                path = f"claims/{url.fragment.removeprefix('check=')}.py"
                assert (site / path).exists(), (name, href)
            elif url.fragment and not url.fragment.startswith("__"):
                assert unquote(url.fragment) in pages[path].ids, (name, href)
            checked += 1
    assert checked > 50


def test_ids_are_unique(pages):
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids)), [i for i in page.ids if page.ids.count(i) > 1]


class Skeleton(html.parser.HTMLParser):
    """The elements of the page's text, in order, as far as side by side needs them to be equal."""

    def __init__(self, text):
        super().__init__()
        self.depth, self.blocks, self.void = 0, [], {"br", "hr", "img", "input", "col", "wbr"}
        start = text.index('<div class="page-body">')
        self.feed(text[start:])

    def handle_starttag(self, tag, attrs):
        if self.depth is None:
            return
        if self.depth == 1:
            self.blocks.append((tag, dict(attrs).get("class"), dict(attrs).get("id")))
        if tag not in self.void:
            self.depth += 1

    def handle_endtag(self, tag):
        if self.depth is None or tag in self.void:
            return
        self.depth -= 1
        if self.depth == 0:
            self.depth = None


def test_side_by_side_finds_the_same_blocks(pages):
    for name, page in content(pages).items():
        if name.startswith("ko/"):
            korean, english = Skeleton(page.text).blocks, Skeleton(pages["en" + name[2:]].text).blocks
            assert korean == english, name
            assert len(korean) > 3


def test_scripts_are_published_as_shown(site):
    published = (site / "examples" / "deleting" / "default.py").read_text("utf-8")
    assert "--8<--" not in published
    compile(published, "default.py", "exec")


def test_two_builds_are_identical(site, repository):
    """Of one commit, on different days, in different places, with differently ordered sets."""
    status, output = build(
        repository / "again", cwd=repository, SITE_URL=BASE, SOURCE_DATE_EPOCH="946684800", PYTHONHASHSEED="7"
    )
    assert status == 0, output
    one, other = (
        {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (site, repository / "again")
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_only_what_is_used_is_published(site):
    """Of Material, the style sheet."""
    names = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert not [n for n in names if n.endswith(".map") or n.startswith("assets/javascripts/")]
    assert len([n for n in names if n.startswith("assets/stylesheets/")]) == 1
    text = "".join(p.read_text("utf-8") for p in site.rglob("*") if p.suffix in (".html", ".css", ".js"))
    for name in names:
        generated = name.startswith(("assets/runtime/", "assets/previews/", "assets/matrix/"))
        generated = generated or name in {f"assets/i18n/{code}.js" for code in LANGUAGES}
        if name.startswith("assets/") and not generated and not name.endswith((".json", ".gz")):
            assert name.split("/")[-1] in text, f"nothing asks for {name}"


def test_no_trace_of_the_machine(site):
    for path in site.rglob("*"):
        if path.is_file():
            assert str(ROOT).encode() not in path.read_bytes(), path


# What must stop the build, with the file, the line and the mend.


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            EN,
            "::: example deleting/default\n",
            "::: example deleting/defalt\n",
            "no example 'deleting/defalt'.*deleting/default",
        ),
        (
            EN,
            "::: example deleting/default\n",
            "::: exmaple deleting/default\n",
            "unknown reference 'exmaple'; did you mean `::: example",
        ),
        (EN, "::: example deleting/default\n", "::: example\n", "cannot read"),
        (
            EN,
            "deleting/default delete",
            "deleting/default delet",
            "no section 'delet'; it has models",
        ),
        (EN, " { #part }", "", "no ASCII id"),
        (KO, " { #part }", " { #기본 }", "no ASCII id"),
        (KO, " { #part }", " { #start }", "is already used in line"),
        (EN, "A paragraph.", "A paragraph.\n\nAnother.", "a paragraph"),
        (
            "examples/deleting/default.py",
            "Website",
            "Web page",
            "has changed since.*make record ONLY=examples/deleting/default.py",
        ),
        (
            "examples/deleting/default.py",
            "[end:models]",
            "[end:modls]",
            "section 'modls' ends here but does not start",
        ),
        ("examples/deleting/default.result.json", '"runs"', '"rans"', "not a valid recorded result"),
        ("examples/deleting/default.result.json", "{", "", "not a valid recorded result"),
        (EN, "(next.md#next)", "(next.md#nxt)", "#nxt"),
        (EN, "(next.md#next)", "(nxt.md#next)", "nxt.md"),
        (
            "mkdocs.yml",
            "  - next.md\n",
            "  - nxt.md\n",
            "nxt.md",
        ),
        (
            "mkdocs.yml",
            "  - next.md\n",
            "  - deletion:\n      - next.md\n",
            r"extra.sections has no title for 'deletion' \(ko, en\)",
        ),
    ],
)
def test_the_build_stops(damaged, path, old, new, message):
    plant(damaged, path, old, new)
    status, output = build(damaged / "out", cwd=damaged)
    assert status != 0
    assert re.search(message, output), output
    assert "Traceback" not in output, output


def test_the_build_names_file_and_line(damaged):
    line = (damaged / EN).read_text("utf-8").split("::: example deleting/default\n")[0].count("\n") + 1
    plant(damaged, EN, "::: example deleting/default\n", "::: example deleting/nothing\n")
    _, output = build(damaged / "out", cwd=damaged)
    assert f"{EN}:{line}: no example" in output, output


def test_a_page_in_one_language_only(damaged):
    (damaged / "docs/ko/only.md").write_text("# 하나 { #one }\n", "utf-8")
    status, output = build(damaged / "out", cwd=damaged)
    assert status != 0 and "docs/ko/only.md:1: this page is missing in en: write docs/en/only.md" in output, (
        output
    )


def test_a_result_that_is_missing(damaged):
    (damaged / "examples/deleting/default.result.json").unlink()
    status, output = build(damaged / "out", cwd=damaged)
    assert status != 0 and "default.py:1: no result is recorded. Run `make record" in output, output


def test_the_address_is_one_setting(damaged):
    status, output = build(damaged / "out", cwd=damaged, SITE_URL="https://fork.example.com/x/")
    assert status == 0, output
    built = (damaged / "out/en/index.html").read_text("utf-8")
    assert "https://fork.example.com/x/en/" in built and "127.0.0.1" not in built
