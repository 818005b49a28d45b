"""What the figures are made of: counting, comparing with a bound, finding what was planted. No time is tested."""

import os
import re
import secrets

import pytest

from benchmarks import stock_site
from benchmarks.report import Bound, spread, status, table
from benchmarks.server import serving
from benchmarks.website import __main__ as figures
from benchmarks.website import axe, build_time, layout_shift, lighthouse, sites, weight
from livedocs import ROOT
from livedocs.languages import LANGUAGES
from runtime.build import Missing
from tests.support.browser import NARROW, WIDE

HEAD = "<!doctype html><html lang=en><title>A page</title><link rel=icon href='data:,'>"


@pytest.fixture
def planted(chromium):
    """Serves pages, {address: text}, as a site."""
    with serving() as server:

        def plant(**pages):
            server.pages.update({f"/{name.replace('_', '.')}": text for name, text in pages.items()})
            names = [name.replace("_", ".") for name in pages if name.endswith("_html")]
            return sites.Site("ours", "ours", server, tuple(names))

        yield plant


@pytest.fixture(scope="session")
def axe_source():
    try:
        return axe.source()
    except Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(f"{missing} (CI is set: this is a failure.)")
        pytest.skip(f"axe-core cannot be installed: {missing}")


# Numbers --------------------------------------------------------------------------------------------


def test_spread_is_the_median_with_least_and_most():
    assert spread([3000, 1000, 2500], 1000) == "2.5 (1.0–3.0)"


def test_the_table_has_columns_and_a_dash_for_what_is_missing():
    assert table([["a", "figure"], ["longer", 1], ["x", None]]) == [
        "a       figure",
        "longer       1",
        "x            –",
    ]


@pytest.mark.parametrize(
    ("bound", "line"),
    [
        (Bound("weight", 99.9, 100, unit=" kB"), "bound: weight: at most 100 kB: met, 99.9 kB"),
        (Bound("weight", 100, 100), "bound: weight: at most 100: met, 100"),
        (Bound("weight", 100.1, 100), "bound: weight: at most 100: missed, 100.1"),
        (Bound("seo", 100, least=100), "bound: seo: at least 100: met, 100"),
        (Bound("seo", 99, least=100), "bound: seo: at least 100: missed, 99"),
        (Bound("seo", None, least=100, why="no"), "bound: seo: at least 100: missed, not measured: no"),
    ],
)
def test_bounds(bound, line):
    assert bound.line() == line
    assert status([Bound("other", 0, 0), bound]) == int("missed" in line)


# Weight ---------------------------------------------------------------------------------------------


def test_the_bytes_of_a_visit_are_those_that_were_sent(chromium, planted):
    text = HEAD + "<script src=one.js></script>" + "words " * 5000
    site = planted(page_html=text, one_js="fetch('two.json')", two_json='"' + "x" * 3000 + '"')
    visit = weight.first_visit(chromium, site, "page.html")
    assert sorted(answer.address for answer in visit.answers) == ["/one.js", "/page.html", "/two.json"]
    assert visit.body == sum(len(site.server.answer(a.address)[2]) for a in visit.answers) < 1000
    assert visit.requests == 3 and visit.head > 3 * 100 and visit.elsewhere == ()
    assert weight.first_visit(chromium, site, "page.html").body == visit.body, "the cache was cold"


def test_a_request_to_another_host_is_counted(chromium, planted):
    site = planted(page_html=HEAD + "<img alt='' src='http://127.0.0.2:9/picture.png'>")
    visit = weight.first_visit(chromium, site, "page.html")
    assert visit.elsewhere == ("http://127.0.0.2:9/picture.png",)
    assert [bound.met for bound in weight.bounds([visit])] == [True, False]


def test_a_page_over_the_bound_makes_the_exit_status_one(chromium, planted, monkeypatch, capsys):
    noise = secrets.token_hex(110_000)  # half as long when compressed
    site = planted(light_html=HEAD, heavy_html=HEAD + noise)
    monkeypatch.setattr(figures.Measurement, "chromium", chromium)
    monkeypatch.setattr(figures.Measurement, "sites", [site])
    assert figures.main(["weight"]) == 1
    said = capsys.readouterr().out
    assert "the heaviest page, heavy.html: at most 100 kB: missed, 1" in said and "1 of 2 bounds met" in said
    monkeypatch.setattr(figures.Measurement, "sites", [planted(light_html=HEAD)])
    assert figures.main(["weight"]) == 0


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        figures.main(["weigth"])
    assert "no part weigth; there are weight" in capsys.readouterr().err


def test_pages_can_be_chosen():
    pages = sites.content_pages()
    assert {"ko/", "en/", "ko/deleting/bulk/", "en/post/"} <= set(pages)
    assert sites.chosen(pages, ["deleting/bulk"]) == ("ko/deleting/bulk/", "en/deleting/bulk/")
    assert sites.chosen(pages, [], 10) == tuple(pages[::10])


# axe, layout shift, scripts -------------------------------------------------------------------------


def test_axe_finds_what_was_planted(chromium, planted, axe_source):
    main = "<main><h1>A page</h1>{}</main>"
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">"
    site = planted(
        sound_html=HEAD + policy + main.format("<button>Press</button>"),
        faulty_html=HEAD + policy + main.format("<button></button>"),
    )
    with axe.tab(chromium) as page:
        axe.open_(page, site.url("sound.html"))
        assert axe.violations(page, axe_source) == []
        axe.open_(page, site.url("faulty.html"))
        assert axe.violations(page, axe_source) == [("button-name", "button")]


def test_axe_looks_at_each_page_in_each_scheme_width_and_view():
    plan = axe.runs(["ko/post/", "en/post/"])
    assert len(plan) == 3 * 2 * 2 and all(plan.count(run) == 1 for run in plan)
    assert {run[0] for run in plan} == {"ko/post/", "en/post/", "ko/post/?view=both"}


def test_violations_of_one_kind_are_one_line():
    found = [
        ("a light", "list", "ul:nth-child(2)"),
        ("b dark", "list", "ul:nth-child(3)"),
        ("b", "region", "p"),
    ]
    assert axe.summary(found) == [
        "axe list: ul, 2 times, first on a light at ul:nth-child(2)",
        "axe region: p, 1 times, first on b at p",
    ]


LATE = "<p id=moves>Text</p><script>setTimeout(() => moves.insertAdjacentHTML('beforebegin', '<h1>{}</h1>'), 300)</script>"


def test_a_shift_is_found(chromium, planted):
    site = planted(
        still_html=HEAD + "<h1>A</h1><p>Text</p>", late_html=HEAD + "<p>First</p>" + LATE.format("Late")
    )
    for viewport in (NARROW, WIDE):
        assert layout_shift.shifts(chromium, site, "still.html", viewport) == (0, [])
        value, moved = layout_shift.shifts(chromium, site, "late.html", viewport)
        assert value > 0 and moved == ["p#moves"]


def test_words_that_only_scripts_show_are_found(chromium, planted):
    text = "<main><p>Served</p><p id=a></p></main><script src=add.js></script>"
    site = planted(page_html=HEAD + text, add_js="a.textContent = 'scripted'")
    found = layout_shift.without_scripts(chromium, site, "page.html")
    assert dict(found["scripts"]["text"]) == {"Served": 1, "scripted": 1}
    assert dict(found["switched off"]["text"]) == dict(found["blocked"]["text"]) == {"Served": 1}


# Lighthouse, copies ---------------------------------------------------------------------------------


def test_the_scores_name_what_fails():
    def audit(score, mode="binary", shown=None):
        return {"score": score, "scoreDisplayMode": mode, "displayValue": shown}

    report = {
        "categories": {
            "seo": {
                "score": 0.92,
                "auditRefs": [{"id": i, "weight": w} for i, w in (("a", 1), ("b", 1), ("c", 0))],
            },
            "agentic": {"score": 0.1, "auditRefs": []},
        },
        "audits": {"a": audit(1), "b": audit(0, shown="2\u00a0links"), "c": audit(0)},
    }
    assert lighthouse.scores(report) == ({"seo": 92}, {"seo": ["b (2 links)"]})


def test_a_copy_with_more_pages_is_complete(tmp_path):
    copy = build_time.copy(tmp_path / "copy", 3)
    for language in LANGUAGES:
        pages = sites.content_pages((language,), copy)
        assert len(pages) == len(set(pages)) == 3 * len(sites.content_pages((language,)))
    nav = (copy / "mkdocs.yml").read_text("utf-8")
    for page in ("deleting/bulk.md", "deleting-2/bulk.md", "deleting-3/bulk.md", "post.md", "post-3.md"):
        assert nav.count(f"- {page}\n") == 1 and (copy / "docs" / "ko" / page).exists()
    assert "deleting-3: { ko: 삭제 3, en: Deleting 3 }" in nav
    for path in copy.glob("docs/*/*-3/*.md"):
        for name in re.findall(
            r"^::: (?:example|code|results|diagram|compare) (\S+)", path.read_text("utf-8"), re.MULTILINE
        ):
            assert "-3/" in name and (copy / "examples" / f"{name}.py").exists()
    assert not any(re.search(r"-[23]\b", path.name) for path in (ROOT / "docs").rglob("*.md"))


# The stock build ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stock_build_has_all_pages_with_their_results(tmp_path, language):
    written = stock_site.export(tmp_path / "source", (language,), f"http://127.0.0.1:8000/{language}/")
    assert written == [
        path.relative_to(ROOT / "docs" / language).as_posix()
        for path in sorted((ROOT / "docs" / language).rglob("*.md"))
    ]
    status_, output = stock_site.build(tmp_path / "source", tmp_path / "site" / language)
    assert status_ == 0, output
    for page in sites.content_pages((language,)):
        built = (tmp_path / "site" / page / "index.html").read_text("utf-8")
        assert "data-panel" not in built and "\n::: " not in built
        assert "site.css" not in built and "navigation" in built, page
    built = (tmp_path / "site" / language / "deleting" / "parent-deleted" / "index.html").read_text("utf-8")
    assert built.count('class="result-panel"') > 20 and '<svg role="img"' in built
    assert (tmp_path / "site" / language / "examples" / "deleting" / "default.py").exists()
