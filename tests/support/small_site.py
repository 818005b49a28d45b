"""A site of two pages and one example, with all that builds and checks it: the tests change copies of it."""

import re
import shutil
from pathlib import Path

from livedocs import ROOT
from livedocs.languages import LANGUAGES
from tests.support.repository import GENERATED

SCRIPT, RESULT = "examples/deleting/default.py", "examples/deleting/default.result.json"
EN, KO, README = "docs/en/index.md", "docs/ko/index.md", "README.md"
COPIED = ("livedocs", "tests", "theme", "conftest.py", "pyproject.toml", "mkdocs.yml", SCRIPT, RESULT)

PAGE = """\
---
title: Start
description: A small site.
---

# Start { #start }

A paragraph.

- an item
- another item

| a | b |
| - | - |
| 1 | 2 |
| 3 | 4 |

::: diagram deleting/default

::: example deleting/default

## A part { #part }

::: example deleting/default delete

## A block of its own { #own }

```python
print("hello")
```

<!--pytest-codeblocks:expected-output-->

```text
hello
```

[Next](next.md#next)
"""
NEXT = "# Next { #next }\n\n[Back](index.md#part), and to [SQLAlchemy](https://www.sqlalchemy.org/).\n"
KOREAN = {
    "A paragraph.": "문단입니다.",
    "an item": "항목",
    "another item": "다른 항목",
    "# A block of its own": "# 따로 있는 블록",
    "[Back](index.md#part), and to [SQLAlchemy]": "[뒤로](index.md#part), [SQLAlchemy]",
}
SMALL_README = (
    "# Small\n\n```sh\necho shell\n```\n\n<!--pytest-codeblocks:expected-output-->\n\n```text\nshell\n```\n"
)


def make(site: Path) -> Path:
    """Writes the site into the folder `site`, which it makes."""
    for name in COPIED:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, site / name, ignore=GENERATED)
        else:
            shutil.copy(ROOT / name, site / name)
    shutil.rmtree(site / "tests/claims", ignore_errors=True)  # they quote the real pages
    for language in LANGUAGES:
        for name, page in (("index", PAGE), ("next", NEXT)):
            for english, korean in KOREAN.items() if language == "ko" else ():
                page = page.replace(english, korean)
            write(site / f"docs/{language}/{name}.md", page)
    write(site / README, SMALL_README)
    config = (site / "mkdocs.yml").read_text("utf-8")
    nav = "nav:\n  - index.md\n  - next.md\n\nextra:"
    write(site / "mkdocs.yml", re.sub(r"nav:\n.*?\nextra:", nav, config, flags=re.DOTALL))
    return site


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def plant(site: Path, path: str, old: str, new: str) -> None:
    """Replaces `old` by `new` in a file; in a result, in the runs of all databases and versions."""
    text = (site / path).read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    write(site / path, text.replace(old, new, -1 if path == RESULT else 1))
