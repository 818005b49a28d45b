"""Claims: their headers, the sentences that they quote, their runs, and their marks in the pages."""

import ast
import random
from pathlib import Path

import pytest

from livedocs import Diagnostic
from livedocs.check.claims import incomplete, quote_diagnostics
from livedocs.content import claims
from livedocs.content.claims import CLAIMS, find, passages, untried
from livedocs.content.markdown_blocks import plain_text
from livedocs.databases import MAIN, SETUPS, UNCHECKED
from livedocs.execution.executor import Executor
from livedocs.render import claims as marks
from livedocs.render import counts
from tests.harness.page import DOCS
from tests.support.browser import until

HEADER = """\
# at: deleting/bulk#delete
# en: It is deleted.
# ko: 지워집니다.
"""
BODY = "kept = True\nassert kept\n"
PATH = CLAIMS / "deleting/bulk/it.py"


def parsed(source, path=PATH):
    return claims._parsed(path, source)


# The script ------------------------------------------------------------------------------------------


def test_a_claim_is_read():
    source = (
        "# at: deleting/bulk#delete\n# en: It is\n#     deleted.\n# ko: 지워집니다.\n"
        "# at: deleting/orphans#gone\n# en: Gone.\n# ko: 없습니다.\n"
        '# databases: postgresql, sqlite_off\n# vary: kept = True, False\n# vary: way = "a", "b", "c"\n'
        'kept = True\nway = "b"  # any\nassert kept or way\n'
    )
    claim = parsed(source)
    assert claim.name == "deleting/bulk/it"
    assert [(place.page, place.anchor, place.quotes["en"].text) for place in claim.places] == [
        ("deleting/bulk", "delete", "It is deleted."),
        ("deleting/orphans", "gone", "Gone."),
    ]
    assert claim.places[1].quotes["ko"].line == 7
    assert claim.databases == (UNCHECKED, "postgresql")
    assert len(claim.combinations()) == 6 and claim.circumstances == 12
    changed = claim.with_values({"kept": False, "way": "c"})
    assert changed.split("\n")[-4:] == ["kept = False", "way = 'c'  # any", "assert kept or way", ""]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (BODY, 1, "this tries no sentence"),
        (f"{HEADER}kept = True\n", 1, "this asserts nothing"),
        (f"{HEADER}assert True\n", 4, "this assertion can never fail"),
        (f'{HEADER}kept = 1\nassert (kept, "or not")\n', 5, "this assertion can never fail"),
        (f"{HEADER}# database: sqlite\n{BODY}", 4, "unknown 'database'"),
        (f"{HEADER}# databases: oracle\n{BODY}", 4, "unknown database 'oracle'"),
        (f"{HEADER}# vary: kept = True\n{BODY}", 4, "at least two values"),
        (f"{HEADER}# vary: kept = True, nothing\n{BODY}", 4, "at least two values"),
        (f"{HEADER}# vary: lost = True, False\n{BODY}", 4, "does not assign 'lost'"),
        (f"{HEADER}# vary: kept = False, None\n{BODY}", 4, "is none of these"),
        (f"{HEADER}# vary: kept = True, False\nkept = True\nx = 1\nassert x\n", 4, "never uses 'kept'"),
        (f"# about bulk\n{HEADER}{BODY}", 1, "write one of `# at:`"),
        (f"# en: It is deleted.\n{HEADER}{BODY}", 1, "write `# at: page#anchor` before"),
        (f"{HEADER}# en: Gone.\n{BODY}", 4, "two sentences in 'en'"),
        (f"# at: deleting/bulk\n# en: It.\n# ko: 그.\n{BODY}", 1, "page#anchor"),
        (f"{HEADER}assert kept =\n", 4, "not valid Python"),
        (f"{HEADER}try:\n    kept = 1\nexcept ValueError:\n    pass\nassert kept\n", 6, "swallows an error"),
        (f"{HEADER}import livedocs\nassert livedocs\n", 4, "livedocs"),
    ],
)
def test_a_wrong_script_is_refused(source, line, message):
    with pytest.raises(Diagnostic) as refused:
        parsed(source)
    assert (refused.value.path, refused.value.line) == (PATH, line)
    assert message in refused.value.message


def test_a_claim_lies_in_the_folder_of_its_page():
    with pytest.raises(Diagnostic, match="its folder"):
        parsed(HEADER + BODY, CLAIMS / "deleting/orphans/it.py")


def test_every_claim_can_be_read_and_has_its_page():
    assert list(incomplete(DOCS)) == []


def test_a_sentence_that_a_language_lacks_is_named_once(monkeypatch):
    source = f"# at: deleting/bulk#bulk\n# en: It.\n# at: deleting/orphans#orphans\n# en: It.\n{BODY}"
    monkeypatch.setattr("livedocs.check.claims.claims.paths", lambda: [PATH])
    monkeypatch.setattr("livedocs.check.claims.claims.load", lambda path: parsed(source))
    (found,) = incomplete(DOCS)
    assert (found.path, found.line) == (PATH, 1)
    assert found.message == "the sentence is missing in ko. Write `# ko: …`. So are 1 more"


# The sentences ---------------------------------------------------------------------------------------

PAGE = """\
# Bulk { #bulk }

## A `DELETE` { #delete }

Once more. It is **deleted** by [the *session*](x.md), `a*b` too. It is
never kept: rows go.

- One item. It is kept.

| case | what |
| --- | --- |
| `NULL` | It is deleted |
"""


def passage(text):
    return next(p for p in passages(PAGE) if find(plain_text(text), p.text) >= 0)


def test_a_sentence_is_found_whatever_its_markup():
    assert passage("It is **deleted** by [the *session*](x.md), `a*b` too.").line == 5
    assert passage("It is deleted by the session, `a*b` too.").anchor == "delete"
    assert passage("It is never kept: rows go.").line == 5
    assert passage("It is kept.").line == 8
    assert passage("`NULL` | It is deleted").line == 12
    assert passage("A `DELETE`").line == 3


@pytest.mark.parametrize(
    "text", ["never kept: rows go.", "It is **deleted** by", "It is kept", "It was kept.", "deleted"]
)
def test_a_part_of_a_sentence_is_not_found(text):
    with pytest.raises(StopIteration):
        passage(text)


@pytest.mark.parametrize(
    "claim", claims.all_claims()[:: max(1, len(claims.all_claims()) // 20)], ids=lambda c: c.name
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_edited_word_is_noticed(claim, language):
    """In the page: with the file of the check and of the page, and the lines of both."""
    place = claim.places[0]
    path = DOCS / language / f"{place.page}.md"
    text = path.read_text("utf-8")
    assert list(quote_diagnostics(claim, place, language, text, path)) == []
    words = plain_text(place.quotes[language].text).split()
    word = max(words, key=len)
    line = next(p for p in passages(text) if find(" ".join(words), p.text) >= 0).line
    lines = text.split("\n")
    at = next(n for n in range(line - 1, len(lines)) if word in plain_text(lines[n]))
    lines[at] = plain_text(lines[at]).replace(word, "otherwise")
    (found,) = quote_diagnostics(claim, place, language, "\n".join(lines), path)
    assert (found.path, found.line) == (claim.path, place.quotes[language].line)
    assert f"docs/{language}/{place.page}.md" in found.message


def test_strong_sentences_without_a_claim_are_counted():
    found = untried("deleting/no-such-page", "en", PAGE)
    assert [line for line, _ in found] == [5, 5, 8]  # once, never, one


# The runs --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def executor():
    with Executor((MAIN,)) as executor:
        yield executor


CHECKED = """
from sqlalchemy import create_engine, text

kept = True
with create_engine("sqlite://").connect() as connection:
    checks = connection.scalar(text("PRAGMA foreign_keys"))
    assert checks in (0, 1)
    if checks:
        assert kept
"""


def test_the_circumstances_reach_the_script(executor):
    claim = parsed(f"{HEADER}# vary: kept = True, False{CHECKED}")
    both, one = executor.check(claim, MAIN, {"kept": True}), executor.check(claim, UNCHECKED, {"kept": False})
    assert (both, one) == ({10, 12}, {10})
    with pytest.raises(
        Diagnostic, match=r"bulk/it.py:12: on SQLite, kept = False, 'assert kept' ends in AssertionErr"
    ):
        executor.check(claim, MAIN, {"kept": False})


def test_a_run_without_an_assertion_is_refused(executor):
    claim = parsed(f"{HEADER}kept = False\nif kept:\n    assert kept\n")
    with pytest.raises(Diagnostic, match="no assertion of this runs"):
        executor.check(claim, MAIN, {})


class Negated(ast.NodeTransformer):
    def __init__(self, line):
        self.line = line

    def visit_Assert(self, node):  # noqa: N802 - the name that ast calls
        if node.lineno == self.line:
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node


def test_the_opposite_of_a_claim_fails(executor):
    """Twenty claims, of each one assertion: what they try could have come out otherwise."""
    seed = random.randrange(10**6)
    chooser = random.Random(seed)
    chosen = [claim for claim in claims.all_claims() if MAIN in claim.databases]
    for claim in chooser.sample(chosen, min(20, len(chosen))):
        values = chooser.choice(claim.combinations())
        line = chooser.choice(sorted(executor.check(claim, MAIN, values)))
        tree = ast.parse(claim.with_values(values))
        opposite = ast.unparse(ast.fix_missing_locations(Negated(line).visit(tree)))
        done = executor.runner.check(opposite, claim.path.name, None, True)
        assert done["exception"]["type"] == "AssertionError", (seed, claim.name, line, values)


# The marks -------------------------------------------------------------------------------------------


def test_a_mark_comes_after_its_sentence(monkeypatch):
    claim = parsed(f"{HEADER}# vary: kept = True, False\n{BODY}")
    cell = parsed(HEADER.replace("It is deleted.", "None | gone") + BODY)
    bar = parsed(HEADER.replace("It is deleted.", "`int | None` it is.") + BODY)
    quoting = [(one, one.places[0]) for one in (claim, cell, bar)]
    monkeypatch.setattr(marks.claims, "quoting", lambda page: quoting)
    html = (
        '<h2 id="other">Other</h2><p>It is deleted.</p>'
        '<h2 id="delete">It is<a class="headerlink" href="#delete">#</a></h2>'
        "<pre>It is deleted.</pre><p>First.\nIt <em>is</em> <code>deleted.</code> More.</p>"
        "<p><code>int | None</code> it is.</p>"
        "<table><tr><td>None</td><td>kept</td></tr><tr><td><code>None</code></td><td>gone</td></tr></table>"
    )
    shown = marks.marked(html, "deleting/bulk", "en")
    assert "deleted.</p><h2" in shown and "deleted.</pre>" in shown
    assert '<code>deleted.</code><button type="button" class="claim-mark" popovertarget="claim-1"' in shown
    assert '<td>gone<button type="button" class="claim-mark" popovertarget="claim-2"' in shown
    assert '</code> it is.<button type="button" class="claim-mark" popovertarget="claim-3"' in shown
    assert 'aria-label="Checked under 8 circumstances"' in shown
    note = shown[shown.index('id="claim-1"') :]
    assert "<dt><code>kept</code></dt><dd><code>True</code>, <code>False</code></dd>" in note
    assert 'href="../../playground/#check=deleting/bulk/it"' in note


def test_the_numbers_are_those_of_the_files():
    tried = counts.claims("en")
    places = sum(len(claim.places) for claim in claims.all_claims())
    assert sum(page.sentences for page in tried.values()) == places > 0
    assert f"**{places:,}** sentences" in counts.claims_table("en")
    assert set(SETUPS) >= {setup for claim in claims.all_claims() for setup in claim.databases}


def test_every_claim_is_marked_in_both_languages(site):
    for page, tried in counts.claims("en").items():
        for language in ("en", "ko"):
            path = Path(site, language, "" if page == "index" else page, "index.html")
            assert path.read_text("utf-8").count('class="claim-note"') == tried.sentences, path


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_check_opens_in_the_playground(open_page, language):
    page = open_page(f"/{language}/linking/one-sided/")
    page.locator(".claim-mark").first.click()
    note = page.locator(".claim-note:popover-open")
    note.get_by_role("link").click()
    until(page, "location.pathname.endsWith('/playground/')")
    until(page, "document.querySelector('.playground textarea')?.value.includes('# at: linking/one-sided#')")
    page.click(".run-button")
    page.wait_for_selector(".run-head")
    assert page.locator(".run-error:visible").count() == 0
