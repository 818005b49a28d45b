"""What the harness finds on a page and among all pages: each planted fault must be named, with its line."""

import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from livedocs import ROOT, Diagnostic
from livedocs.check.placement import placement_diagnostics
from livedocs.content import markdown_blocks
from livedocs.render import highlight
from tests.harness import completeness, inventory, plugin, render_alone
from tests.harness.page import DOCS, Page
from tests.harness.report import QUOTED_LINES, Failure, Failures, shortened
from tests.harness.runs import Runs
from tests.support.processes import NO_SERVERS, patience, run

PAGE = """\
---
title: Start
description: A small site.
---

# Start { #start }

A paragraph.

::: example deleting/default delete

```sh
echo shell
```

Another paragraph.
"""


def page(tmp_path: Path, text: str = PAGE, name: str = "en/page.md") -> Page:
    path = tmp_path / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Page(path, tmp_path / "docs")


class OnePage(Runs):
    """Runs that give what is recorded, or `outcomes`: {database: the problem}."""

    def __init__(self, **outcomes: Exception) -> None:
        super().__init__()
        self.outcomes, self.compared = outcomes, []

    def reachable(self, example):
        return list(example.databases)

    def difference(self, example, database):
        self.compared.append(database)
        return self.outcomes.get(database)

    def missing_under_ci(self, databases):
        return iter(())

    def lines_of_runs(self, example):
        return [list(range(1, len(example.file_lines) + 1))]


# The HTML of the page


def test_a_page_shows_what_its_source_says(tmp_path):
    one = page(tmp_path)
    assert one.count()["python"] == 1 and one.count()["rows"] >= 1
    assert list(one.html_problems(None)) == []


@pytest.mark.parametrize("path", ["en/index.md", "ko/deleting/checklist.md"])
def test_alone_it_is_as_on_the_site(site, path):
    one = Page(DOCS / path)
    assert one.built_blocks(None) == one.built_blocks(site) != []


def test_a_page_that_the_site_lacks(tmp_path):
    (problem,) = page(tmp_path).html_problems(tmp_path)
    assert "page.md:1: the site was built without this page" in str(problem)


# What is planted after "Another paragraph.", line 16; and the line and text that are reported.
UNCHECKED = {
    "an indented block": ("    1 / 0", 18, "1 / 0"),
    "raw HTML": ("<pre><code>1 / 0</code></pre>", 18, "1 / 0"),
    "lines of code in raw HTML": ("<p><code>1 /\n0</code></p>", 18, "1 /"),
    "a text field": ("<textarea>1 / 0</textarea>", 18, "1 / 0"),
    "rows by hand": ('<table class="rows"><tr><td>1</td></tr></table>', 18, "1"),
    "a block in a list": ("- item\n\n        1 / 0", 20, "1 / 0"),
    "what is on the page before": ("A paragraph.\n\n    A paragraph.", 20, "A paragraph."),
    "an invisible character": ("    1\u200b / 0", 18, r"'1\u200b / 0'"),
}


@pytest.mark.parametrize("fault", UNCHECKED)
def test_what_nothing_checked_is_named_with_its_line(tmp_path, fault):
    planted, line, text = UNCHECKED[fault]
    (problem,) = page(tmp_path, f"{PAGE}\n{planted}\n").html_problems(None)
    assert problem.line == line and "the built page shows a block that nothing checked" in str(problem)
    assert text in str(problem)


# With extensions that are off today.
ELSEWHERE = {
    "a tab": ('=== "One"\n\n        1 / 0', 20),
    "details": ('??? note "One"\n\n        1 / 0', 20),
    "a footnote": ("See[^1].\n\n[^1]: One\n\n        1 / 0\n\nA last paragraph.", 22),
    "an unchecked block above it, too": ('    2 / 0\n\n=== "One"\n\n        1 / 0', 22),
}


@pytest.mark.parametrize("fault", ELSEWHERE)
def test_blocks_in_tabs_details_and_footnotes_have_the_right_line(tmp_path, fault):
    planted, line = ELSEWHERE[fault]
    one = page(tmp_path, f"{PAGE}\n{planted}\n")
    listed = ["footnotes", {"pymdownx.tabbed": {"alternate_style": True}}, "pymdownx.details", "md_in_html"]
    html = render_alone.page_html(one.on_site, [*listed, "attr_list", "pymdownx.superfences"])
    found = list(inventory.compare(inventory.built(html), one.shown, one.path, one.text))
    assert line in [problem.line for problem in found if "'1 / 0'" in str(problem)]


def test_every_difference_is_reported():
    shown = [
        inventory.Shown(2, "sql", "a"),
        inventory.Shown(4, "python", "b"),
        inventory.Shown(6, "rows", "c"),
    ]
    found = list(inventory.compare(["x", "b"], shown, Path("page.md"), "\n" * 8))
    assert [problem.line for problem in found] == [1, 6]
    assert "'x'" in str(found[0]) and "does not show this rows block" in str(found[1])
    assert list(inventory.compare(["a", "b", "c"], shown, Path("page.md"), "")) == []


def test_the_steps_are_those_of_the_build():
    extensions = render_alone.extensions(render_alone.configuration()["markdown_extensions"])
    assert {"toc", "md_in_html", "pymdownx.superfences"} <= set(extensions)
    assert extensions["pymdownx.superfences"]["custom_fences"] == highlight.custom_fences()
    assert extensions["tables"] == {"use_align_attribute": True}


# Runs


def test_every_failing_block_is_reported_and_a_difference_once(tmp_path):
    one = page(tmp_path, f"{PAGE}\n::: results deleting/default\n\n::: example deleting/nothing\n")
    problem = Failure("the whole difference")
    runs = OnePage(postgresql=problem)
    report = str(Failures(one.reference_problems(runs)))
    assert re.search(r"page\.md:10: examples/deleting/default\.py fails on PostgreSQL, run `pytest", report)
    assert "'examples/deleting/default.py::postgresql'`:\nthe whole difference" in report
    assert re.search(r"page\.md:18: .* fails on PostgreSQL, as above", report)
    assert report.count("the whole difference") == 1
    assert "page.md:20: no example 'deleting/nothing'" in str(Failures(one.problems(runs, None)))


def test_both_languages_rely_on_one_comparison(monkeypatch):
    runs, compared = Runs(), []
    monkeypatch.setattr(runs, "_compare", lambda example, database: compared.append((example.name, database)))
    for language in ("en", "ko"):
        for reference in Page(DOCS / language / "deleting/checklist.md").references:
            for database in reference.example.databases:
                assert runs.difference(reference.example, database) is None
    assert len(compared) == len(set(compared)) > 0
    runs.close()


def test_a_line_that_no_run_executed_is_named(tmp_path):
    runs = OnePage()
    runs.lines_of_runs = lambda example: [list(range(1, 20))]
    one = page(tmp_path)
    found = list(one.lines_that_never_ran(one.references[0], runs))
    assert found and all("this line never ran" in str(problem) for problem in found)


def test_code_that_is_not_the_example_s_is_named(tmp_path):
    one = page(tmp_path)
    (block,) = one._of_references.values()
    block.code = "1 / 0\n"
    (problem,) = one.reference_problems(OnePage())
    assert problem.line == 10 and "the block is not what examples/deleting/default.py has" in str(problem)


# Structure


def test_what_differs_between_the_languages_is_told_of_the_page_that_is_run(tmp_path):
    one = page(tmp_path, PAGE.replace("\nAnother paragraph.\n", ""))
    other = page(tmp_path, PAGE, "ko/page.md")
    for tested in (one, other):
        found = tested.structure_problems()
        assert len(found) == 1 and found[0].path == tested.path, found
    assert "docs/ko/page.md:16: a paragraph has no counterpart" in str(one.structure_problems()[0])


def test_the_line_of_a_difference_is_that_of_the_page_that_is_run(tmp_path):
    one = page(tmp_path, PAGE.replace("A paragraph.\n", "A paragraph.\n\nAnother.\n"))
    other = page(tmp_path, PAGE, "ko/page.md")
    assert [problem.line for problem in one.structure_problems()] == [10]
    assert [problem.line for problem in other.structure_problems()] == [10]


def test_what_is_wrong_in_the_other_language_only_is_left_to_it(tmp_path):
    one, other = page(tmp_path), page(tmp_path, PAGE.replace("{ #start }", ""), "ko/page.md")
    assert not [problem for problem in one.structure_problems() if "ASCII id" in str(problem)]
    assert [problem for problem in other.structure_problems() if "ASCII id" in str(problem)]


PLACED = {
    "another example's results": (
        "::: code deleting/default models\n\n::: results deleting/other delete",
        "3: the code above is that of deleting/default, and these are the results of deleting/other",
    ),
    "another example's comparison": ("::: code a/b\n::: compare a/c", "2: the code above is that of a/b"),
    "code typed by hand": (
        "```python\n1\n```\n\n::: results a/b",
        "5: these are not the results of the code above",
    ),
    "Markdown": ("```markdown\n# Title\n```", "1: nothing executes code in a block of Markdown"),
}


@pytest.mark.parametrize("fault", PLACED)
def test_blocks_that_would_be_misread(fault):
    text, message = PLACED[fault]
    (problem,) = placement_diagnostics(markdown_blocks.scan(text), Path("page.md"))
    assert f"page.md:{message}" in str(problem)


def test_results_below_their_own_code_or_a_sentence_are_fine():
    text = "::: code a/b one\n\n::: results a/b two\n\n::: code a/b\n\nOn a server:\n\n::: results a/c\n"
    assert not list(placement_diagnostics(markdown_blocks.scan(text), Path("page.md")))


# All pages


@pytest.fixture
def tree(tmp_path):
    for language in ("en", "ko"):
        for name in ("index.md", "topic/next.md"):
            page(tmp_path, "# T { #t }\n", f"{language}/{name}")
    (tmp_path / "mkdocs.yml").write_text(
        "nav:\n  - index.md\n  - topic:\n      - topic/next.md\n\nextra: {}\n"
    )
    return tmp_path


def navigated(tree: Path) -> list[str]:
    return [str(problem) for problem in completeness.not_in_navigation(tree / "docs", tree / "mkdocs.yml")]


def test_all_pages_are_everywhere(tree):
    pages = completeness.pages_on_disk(tree / "docs")
    assert len(pages) == 4 and navigated(tree) == []
    assert not list(completeness.not_collected(tree / "docs", pages, ["build"]))


def test_a_page_that_the_navigation_lacks(tree):
    page(tree, name="en/more.md")
    (problem,) = navigated(tree)
    assert "en/more.md:1: the navigation lacks this page: add more.md to nav" in problem


def test_a_navigation_to_nothing(tree):
    (tree / "docs/ko/topic/next.md").unlink()
    (problem,) = navigated(tree)
    assert "mkdocs.yml:4: there is no page docs/ko/topic/next.md" in problem


@pytest.mark.parametrize("folder", ["build", "dist", ".hidden"])
def test_a_page_in_a_folder_that_pytest_never_enters(tree, request, folder):
    pages = completeness.pages_on_disk(tree / "docs")
    page(tree, name=f"en/{folder}/page.md")
    never = request.config.getini("norecursedirs")
    (problem,) = completeness.not_collected(tree / "docs", pages, never)
    assert f"en/{folder}/page.md:1: pytest does not collect this page" in str(problem)
    assert f"it never enters a folder called '{folder}'" in str(problem)


def test_a_page_that_a_conftest_takes_away(tree):
    pages = completeness.pages_on_disk(tree / "docs")
    (tree / "docs/en/topic/conftest.py").write_text('collect_ignore = ["next.md"]\n')
    pages.remove(tree / "docs/en/topic/next.md")
    (problem,) = completeness.not_collected(tree / "docs", pages, [])
    assert "next.md:1: pytest does not collect this page" in str(problem)
    assert "docs/en/topic/conftest.py decides what it takes" in str(problem)


def test_a_page_that_is_not_built(tree):
    for name in ("en", "ko", "en/topic/next"):
        (tree / "site" / name).mkdir(parents=True)
        (tree / "site" / name / "index.html").write_text("")
    (problem,) = completeness.not_built(tree / "docs", tree / "site")
    assert "ko/topic/next.md:1: the site was built without this page" in str(problem)


def test_pages_that_were_not_executed_or_in_part(tmp_path):
    paths = [tmp_path / name for name in ("whole.md", "part.md", "skipped.md", "failed.md")]
    names = [path.as_posix() for path in paths]
    expected = {name: Counter(python=2, sql=1) for name in names}
    executed = {names[0]: Counter(python=2, sql=1), names[1]: Counter(python=1, sql=1)}
    part, skipped = completeness.not_executed(paths, executed, expected, {paths[3]})
    assert "part.md:1: not as many blocks were executed as the site says: python 1 instead of 2" in str(part)
    assert "skipped.md:1: this page was not executed" in str(skipped)


@pytest.mark.parametrize(
    ("arguments", "complete"),
    [
        (["docs"], True),
        (["."], True),
        (["docs/en"], False),
        (["docs/en/index.md"], False),
        (["tests"], False),
    ],
)
def test_which_runs_are_of_all_pages(arguments, complete):
    class Config:
        args = arguments
        invocation_params = type("Parameters", (), {"dir": ROOT})

    assert plugin.covers_all_pages(Config) is complete


def test_a_run_that_executed_less_than_the_site_says_is_red(pytester, monkeypatch):
    """A page is taken away after it was collected: every test passes, and the run fails by it."""
    pytester.makepyfile("def test_one(): pass")
    monkeypatch.setattr(plugin, "covers_all_pages", lambda config: True)
    monkeypatch.setattr(plugin, "CONFIGURATION", pytester.path / "mkdocs.yml")
    monkeypatch.setattr(plugin.SiteFile, "collect", lambda self: [])
    monkeypatch.setattr(completeness, "pages_on_disk", lambda docs: [DOCS / "en/index.md"])
    monkeypatch.setattr(plugin.counts, "blocks", lambda: {})
    monkeypatch.setattr(plugin.counts, "runs", lambda: {})
    done = pytester.runpytest_inprocess("-p", "tests.harness.plugin")
    assert done.ret == 1
    done.assert_outcomes(passed=1, errors=1)
    done.stdout.fnmatch_lines("*docs/en/index.md:1: this page was not executed*")


# What is reported


def test_what_mkdocs_wrote_is_quoted_once_and_in_part():
    output = "INFO - fine\n" + "WARNING - a dead link\n" * 75 + "".join(f"WARNING - {n}\n" for n in range(30))
    quoted = shortened(output).split("\n")
    assert quoted[0] == "WARNING - a dead link" and quoted.count(quoted[0]) == 1
    assert len(quoted) == QUOTED_LINES + 1 and quoted[-1] == "… and 11 more lines"
    assert shortened("INFO - only this\n") == "INFO - only this"


def test_a_message_is_reported_once():
    problem = Diagnostic("page.md", 1, "wrong")
    assert str(Failures([problem, problem, Failure("other")])) == "page.md:1: wrong\n\nother"


def test_limits_are_longer_on_a_busy_machine(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.getloadavg", lambda: (0.5, 0, 0))
    assert patience(30) == 30
    monkeypatch.setattr("os.getloadavg", lambda: (5, 0, 0))
    assert patience(30) == 90


def test_no_test_depends_on_what_ran_before(tmp_path):
    """Two pages and an example, in the opposite order."""
    (tmp_path / "opposite.py").write_text(
        "import pytest\n\n"
        "@pytest.hookimpl(trylast=True)\n"
        "def pytest_collection_modifyitems(items):\n    items.reverse()\n"
    )
    paths = "docs/en/deleting/checklist.md", "docs/ko/deleting/checklist.md", "examples/deleting/default.py"
    done, output = run(
        *("-m", "pytest", "-p", "opposite", *paths), cwd=ROOT, **{**NO_SERVERS, "PYTHONPATH": str(tmp_path)}
    )
    assert done == 0, output
    assert re.search(r"\n(\d+) of \1 blocks; ", output), output
    assert "NOT CHECKED on PostgreSQL: the blocks of 2 pages" in output, output


def test_an_interrupt_is_taken_even_where_it_was_ignored(tmp_path):
    """As a script does that was itself started in the background."""
    (tmp_path / "test_inner.py").write_text(
        "import signal\n\n"
        "def test_it():\n"
        "    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.harness.plugin", "--rootdir", tmp_path, tmp_path],
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        capture_output=True,
        text=True,
        timeout=patience(60),
    )
    assert done.returncode == 0, done.stdout
