"""The numbers that the site shows, computed from pages and records."""

import json
import shutil

import pytest

from livedocs import EXAMPLES
from livedocs.languages import LANGUAGES
from livedocs.render import counts
from livedocs.versions import MAIN_VERSION, VERSIONS

PAGE = """\
# Title { #title }

::: example deleting/default

::: code deleting/default models

::: diagram deleting/default

```sh
echo shell
```

<!--pytest-codeblocks:expected-output-->

```text
shell
```
"""


@pytest.fixture
def tree(tmp_path):
    """A small repository with one example and one page in each language."""
    for suffix in (".py", ".result.json"):
        target = tmp_path / f"examples/deleting/default{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / f"deleting/default{suffix}", target)
    for language in LANGUAGES:
        (tmp_path / "docs" / language).mkdir(parents=True)
        (tmp_path / "docs" / language / "page.md").write_text(PAGE, "utf-8")
    return tmp_path


def count(tree, text):
    (tree / "docs/en/page.md").write_text(text, "utf-8")
    return dict(counts.blocks(tree)[(tree / "docs/en/page.md").as_posix()])


def test_each_kind_of_block_counts(tree):
    whole = count(tree, PAGE)
    assert whole.pop("sh") == 1 and whole.pop("output") == 2
    assert whole["python"] == 2 and whole["sql"] >= 2 and whole["rows"] >= 2
    assert count(tree, "::: code deleting/default\n") == {"python": 1}
    assert "python" not in count(tree, "::: results deleting/default delete\n")


@pytest.mark.parametrize(
    "reference",
    [
        "code deleting/nothing",
        "code deleting/default nothing",
        "results deleting/default nothing",
        "digram a/b",
    ],
)
def test_what_cannot_be_shown_does_not_count(tree, reference):
    assert count(tree, f"::: {reference}\n") == {}


def test_an_edited_script_does_not_count_until_it_is_recorded(tree):
    script = tree / "examples/deleting/default.py"
    before = counts.runs(tree)[MAIN_VERSION]
    script.write_text(script.read_text("utf-8").replace("Website", "Web page"), "utf-8")
    assert count(tree, "::: results deleting/default\n") == {}
    assert set(before.values()) == {1} and counts.runs(tree) == {}


def test_a_version_without_records_is_not_shown(tree):
    assert list(counts.runs(tree)) == list(VERSIONS)
    path = tree / "examples/deleting/default.result.json"
    result = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**result, "runs": {}}), "utf-8")
    assert counts.runs(tree) == {}
    result["runs"][MAIN_VERSION].pop("mariadb")
    path.write_text(json.dumps(result), "utf-8")
    assert counts.runs(tree)[MAIN_VERSION] == {"sqlite": 1, "postgresql": 1, "mariadb": 0}


def test_both_languages_show_the_same():
    blocks = counts.blocks()
    english = {page.removeprefix("docs/en/"): count for page, count in blocks.items() if "/en/" in page}
    korean = {page.removeprefix("docs/ko/"): count for page, count in blocks.items() if "/ko/" in page}
    assert english == korean and len(english) > 30
