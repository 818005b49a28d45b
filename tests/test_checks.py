"""Faults planted into the text of a small site: each check names the line, says what is wrong and what to do."""

import re
from pathlib import Path

import pytest

from livedocs import ROOT, Diagnostic, read_text
from livedocs.check.configuration import VALIDATION, configuration_diagnostics
from livedocs.check.links import UNAVAILABLE
from livedocs.check.messages import is_said, runs_said
from livedocs.check.pages import check_page, check_readme, misplaced_pages
from livedocs.content import error_index, markdown_blocks
from livedocs.languages import LANGUAGES
from livedocs.render.expand import expand

PAGE = {
    "en": """\
---
title: Start
description: A small site.
keywords: start
---

# Start { #start }

With `session.delete()` the 2 rows of `User` are gone.

- an item

| On `User` | What happens |
| --- | --- |
| `ondelete` | nothing at all |
| | stays |

> a quote

## IntegrityError: NOT NULL constraint failed: project.user_id { #not-null }

::: example deleting/not_null

[Next](next.md#next) and [the message](#not-null).

The end.
""",
    "ko": """\
---
title: 시작
description: 작은 사이트입니다.
keywords: 시작
---

# 시작 { #start }

`session.delete()`를 부르면 `User` 행 2개가 지워집니다.

- 항목

| `User` | 결과 |
| --- | --- |
| `ondelete` | 아무 일도 없음 |
| | 그대로 |

> 인용

## IntegrityError: NOT NULL constraint failed: project.user_id { #not-null }

::: example deleting/not_null

[다음](next.md#next)과 [메시지](#not-null)를 보세요.

끝입니다.
""",
}
NEXT = {
    "en": "# Next { #next }\n\n[Back](index.md)\n",
    "ko": "# 다음 { #next }\n\n[뒤로](index.md)\n",
}
END = {"en": "The end.", "ko": "끝입니다."}  # line 26


@pytest.fixture
def docs(tmp_path):
    for language in LANGUAGES:
        folder = tmp_path / "docs" / language
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(PAGE[language], "utf-8")
        (folder / "next.md").write_text(NEXT[language], "utf-8")
    return tmp_path / "docs"


def found(docs, name="index.md"):
    """The diagnostics of a page, each as "en/index.md:26: message"."""
    return [str(problem).removeprefix(f"{docs.as_posix()}/") for problem in check_page(docs, name)]


def test_the_small_site_has_no_fault(docs):
    assert found(docs) == found(docs, "next.md") == []


def en(old, new, *expected):
    """A fault that replaces `old` in the English page."""
    return {"en": (old, new)}, expected


def ko(old, new, *expected):
    return {"ko": (old, new)}, expected


def both(text, message, line=26):
    """A fault in both languages: `text` in the place of the last line."""
    return {language: (END[language], text) for language in LANGUAGES}, (
        f"ko/index.md:{line}: {message}",
        f"en/index.md:{line}: {message}",
    )


HTML = "nothing checks raw HTML such as "

FAULTS = {
    # characters
    "a form feed": en("The end.", "The\x0c end.", r"en/index.md:26: .* U\+000C \(control character\)"),
    "a form feed before a block": en(
        "The end.",
        "\x0c```python\nprint(1)\n```\n\nThe end.",
        r"en/index.md:26: .* U\+000C",
        "ko/.*:26: found a ",
    ),
    "a line separator": en("The end.", "The\u2028end.", r"en/index.md:26: .* U\+2028 \(LINE SEPARATOR\)"),
    "a paragraph separator": en("The end.", "The\u2029end.", r"en/index.md:26: .* U\+2029"),
    "a next line": en("The end.", "The\x85end.", r"en/index.md:26: .* U\+0085"),
    "a lone carriage return": en("The end.", "The\rend.", r"en/index.md:26: .* U\+000D"),
    "a vertical tab": en("The end.", "The\x0bend.", r"en/index.md:26: .* U\+000B"),
    "a tab": en("The end.", "The\tend.", r"en/index.md:26: .* U\+0009"),
    "a blank without width": ko(
        "끝입니다.", "끝\u200b입니다.", r"ko/index.md:26: .* U\+200B \(ZERO WIDTH SPACE\)"
    ),
    "a soft hyphen": en("The end.", "The\u00adend.", r"en/index.md:26: .* U\+00AD"),
    "a no-break space": en("The end.", "The\u00a0end.", r"en/index.md:26: .* U\+00A0"),
    "text from right to left": en("The end.", "The \u202eend.", r"en/index.md:26: .* U\+202E"),
    "an invisible letter": ko(
        "끝입니다.", "끝\u3164입니다.", r"ko/index.md:26: .* U\+3164 \(HANGUL FILLER\)"
    ),
    "a mark in the front matter": en("title: S", "title: \u200eS", r"en/index.md:2: .* U\+200E"),
    # HTML
    "rows by hand": both(
        '<table class="rows x"><tr><td>1</td></tr></table>', f'{HTML}<table class="rows x">'
    ),
    "a result by hand": both('<div class="result">1</div>', f'{HTML}<div class="result">'),
    "a frame with more classes": both('<div class="home rows" markdown="1">\n</div>', f"{HTML}<div"),
    "a picture by hand": both('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', f"{HTML}<svg viewBox"),
    "a picture in a sentence": both("1 <svg>2</svg>", f"{HTML}<svg>. Write Markdown, and refer to a script"),
    "a block of HTML": both("<pre><code>1 / 0</code></pre>", f"{HTML}<pre>"),
    "a tag over two lines": both('<pre\nclass="x">1 / 0</pre>', f"{HTML}<pre"),
    "a tag with a > in it": both('<div title=">" class="home">1</div>', f"{HTML}<div title"),
    "a text field": both("<textarea>1</textarea>", f"{HTML}<textarea>"),
    "a script": both("<script>alert(1)</script>", f"{HTML}<script>"),
    "lines of code by hand": both("<code>x = 1<br>y = 2</code>", f"{HTML}<code>.*for lines of code"),
    "lines of code between breaks": both(
        "`x = 1`<br>`y = 2`", f"{HTML}<br>.*write code in a script that runs"
    ),
    "a link in HTML": both('<a href="nothing.md">1</a>', rf"{HTML}<a .*Write `\[text\]\(target\)`"),
    "an image in HTML": both('<img src="x.png">', rf"{HTML}<img .*Write `!\[what it shows\]\(file\)`"),
    "HTML in a cell": en("nothing at all", "<b>nothing at all</b>", f"en/index.md:15: {HTML}<b>"),
    "HTML in a list": en("- an item", "- an <u>item</u>", f"en/index.md:11: {HTML}<u>"),
    "HTML in a quote": en("> a quote", "> a <s>quote</s>", f"en/index.md:18: {HTML}<s>"),
    "a processing instruction": both("1 <?php 2 ?>", "this is raw HTML; remove it"),
    "code behind a comment": both(
        "<!-- 1 --> <pre>1 / 0</pre>", "nothing checks what follows a comment on its line"
    ),
    "code behind a long comment": both("<!-- 1\n2 --> `3`", "nothing checks what follows a comment", 27),
    "two comments on a line": both("<!-- 1 --> 2 <!-- 3 -->", "nothing checks what follows a comment"),
    "a comment in a sentence": both("1 <!-- 2", "a comment needs its own line"),
    "a comment without an end": both("<!-- 1", "this comment has no end"),
    # links and what is raw on the page
    "an undefined reference": both("[1][nothing]", r"\[1\]\[nothing\] is broken: .* `\[nothing\]: address`"),
    "an undefined reference by its text": both("[Nothing][]", r"\[Nothing\]\[\] is broken"),
    "an undefined image": both("![Nothing][2]", r"\[Nothing\]\[2\] is broken"),
    "a blank in a link": both("[1] (next.md)", r"a blank before \(next.md\) keeps it from being a link"),
    "a link over two lines": both("[1](next.md\n)", "a link that does not end on this line"),
    "a malformed address in a definition": both(
        "[1][a]\n\n[a]: htp//example.org", "the link htp//example.org is broken", 28
    ),
    "a definition with half a scheme": both(
        "[1][a]\n\n[a]: https:/example.org", "the link https:/example.org is broken", 28
    ),
    "a definition that is broken": both("[1][a]\n\n[a]: nxt.md", r"the link nxt.md .*near are next.md", 28),
    "a definition that leads elsewhere": (
        {
            "en": (END["en"], "[1][a]\n\n[a]: next.md"),
            "ko": (END["ko"], "[1][a]\n\n[a]: index.md"),
        },
        (
            r"ko/index.md:28: found a paragraph .*links to index.md.*docs/en/index.md:28 has .*links to next.md",
        ),
    ),
    "an address that leads elsewhere": (
        {"en": (END["en"], "<https://example.org/>"), "ko": (END["ko"], "<https://example.com/>")},
        ("ko/index.md:26: found a paragraph .*links to https://example.com/",),
    ),
    "a dead link": both(
        "[1](nxt.md)", "the link nxt.md is broken: there is no .*docs/../nxt.md; near are next.md"
    ),
    "a dead link to a folder": both(
        "[1](deleting/next.md)", "the link deleting/next.md is .*near are next.md"
    ),
    "a dead link from the root": both("[1](/en/nxt.md)", "the link /en/nxt.md is broken.*near are next.md"),
    "a link to nothing": both("[1]()", r"the link \[1\]\(\) has no target"),
    "a dead anchor": both(
        "[1](next.md#nxt)",
        "the link next.md#nxt is broken: .*next.md has no heading #nxt; near are #next",
    ),
    "a dead anchor of the same page": both(
        "[1](#not_null)", ".*has no heading #not_null; near are #not-null"
    ),
    "an empty anchor": both("[1](next.md#)", "the link next.md# is broken"),
    "a link to an address on the site": both("[1](next/)", "the link next/ is broken"),
    "a link without a scheme": both("[1](www.example.org)", "the link www.example.org is broken"),
    "a link to half a host": both("[1](https://example/)", "the link https://example/ is broken"),
    "a link to a script": both("[1](javascript:alert`1`)", "the link javascript:alert.* is broken"),
    "a dead link in a cell": en(
        "| stays |", "| [stays](nxt.md) |", "ko/index.md:13: found a ", "en/index.md:16: the link nxt.md"
    ),
    "an image without a text": both(
        "![](next.md)", "the image next.md has no text for readers who do not see it"
    ),
    "an image with blanks for a text": both("![ ](next.md)", "the image next.md has no text"),
    "an image that is missing": both("![1](x.png)", "the link x.png is broken"),
    "a backtick without another": both("1 ` 2", "a ` without its partner on the same line"),
    "a footnote": both("1[^1]", "a footnote needs the extension `footnotes`"),
    "the text of a footnote": both("[^1]: 1", "a footnote needs the extension `footnotes`"),
    "a tab to choose": both('=== "1"', "a tab needs the extension `pymdownx.tabbed`"),
    "a folded box": both('??? note "1"', "a folded box needs the extension `pymdownx.details`"),
    "an open folded box": both('???+ note "1"', "a folded box needs the extension"),
    "a task": both("- [ ] 1", "a task list needs the extension `pymdownx.tasklist`"),
    "text that is struck out": both("~~1~~", "struck out text needs the extension `pymdownx.tilde`"),
    "marked text": both("==1==", "marked text needs the extension `pymdownx.mark`"),
    "a key to press": both("++ctrl+k++", "a key needs the extension `pymdownx.keys`"),
    "an emoji by name": both(":smile:", "an emoji needs the extension `pymdownx.emoji`"),
    "a snippet": both('--8<-- "x.md"', "a snippet needs the extension `pymdownx.snippets`"),
    "a formula": both("$$1$$", "a formula needs the extension `pymdownx.arithmatex`"),
    "an abbreviation": both("*[HTML]: 1", "an abbreviation needs the extension `abbr`"),
    "a definition": both("1\n:   2", "a definition list needs the extension `def_list`", 27),
    "a change that is marked": both("{++1++}", "a critic mark needs the extension `pymdownx.critic`"),
    "a link as in a wiki": both("[[next]]", "a wiki link needs the extension `wikilinks`"),
    # front matter
    "a misspelt key": en(
        "keywords: start",
        "keyword: start",
        "en/index.md:4: nothing reads the key `keyword`; did you mean `keywords`?",
        "ko/index.md:1: found a front matter",
    ),
    "an unknown key": en(
        "keywords: start",
        "weight: 1",
        "en/index.md:4: nothing reads the key `weight`; the keys are title, description, keywords",
        "ko/index.md:1: found a front matter",
    ),
    "a key twice": en(
        "keywords: start",
        "title: start",
        "en/index.md:4: `title` is given in line 2 already",
        "ko/index.md:1: found a front matter",
    ),
    "a colon in a value": en(
        "title: Start", "title: Start: now", "en/index.md:2: this is not valid YAML .*in quotes"
    ),
    "a quote without an end": en(
        "title: Start", 'title: "Start', "en/index.md:[2-5]: this is not valid YAML"
    ),
    "a value that is a number": en(
        "title: Start", "title: 1", "en/index.md:2: the value of `title` is not text"
    ),
    "a value that is a list": en(
        "title: Start", "title: [a]", "en/index.md:2: the value of `title` is not text"
    ),
    "a value that is missing": en(
        "title: Start", "title:", "en/index.md:2: the value of `title` is not text"
    ),
    "a value that is empty": en("title: Start", 'title: ""', "en/index.md:2: `title` is empty"),
    # across the languages
    "other inline code": ko(
        "`User` 행", "`Project` 행", "ko/index.md:9: here is `Project`, but .*en/index.md:9 has `User`"
    ),
    "inline code that is missing": ko(
        "`session.delete()`를 부르면", "세션이 지우면", r"en/index.md:9: `session.delete\(\)` is not in "
    ),
    "inline code that only one has": ko(
        "끝입니다.", "`delete-orphan`입니다.", "ko/index.md:26: `delete-orphan` is not in"
    ),
    "other inline code in a cell": ko(
        "| `ondelete`", "| `onupdate`", "ko/index.md:15: here is `onupdate`, but .*:15"
    ),
    "another number": ko("행 2개", "행 3개", "ko/index.md:9: the number 3 is 2 in .*en/index.md:9"),
    "a number that is missing": ko("행 2개가", "행이", "en/index.md:9: the number 2 is not in "),
    "a number that only one has": ko("끝입니다.", "끝입니다 7.", "ko/index.md:26: the number 7 is not in"),
    "a cell that was emptied": ko(
        "아무 일도 없음", "", "ko/index.md:15: this cell is empty, and that of .*en/index.md:15"
    ),
    "a cell that was filled": ko("| | 그대로", "| 값 | 그대로", "en/index.md:16: this cell is empty"),
    "a paragraph of English": ko(
        "끝입니다.", "This is the end.", "ko/index.md:26: this paragraph is in English"
    ),
    "an item of English": ko(
        "- 항목", "- an item of English", "ko/index.md:11: this list item is in English"
    ),
    "a quote of English": ko("> 인용", "> a quote of English", "ko/index.md:18: this quote is in English"),
    "a cell of English": ko("아무 일도 없음", "nothing at all", "ko/index.md:15: this cell is in English"),
    "an English heading": ko("# 시작 {", "# How to start {", "ko/index.md:7: this heading is in English"),
    "a Korean paragraph": en("The end.", "끝입니다.", "en/index.md:26: this paragraph is in Korean"),
    # messages
    "a message that no run gave": (
        dict.fromkeys(LANGUAGES, ("failed: project.user_id {", "failed: project.owner_id {")),
        (
            "ko/index.md:20: this heading is in English",
            "en/index.md:20: no run on this page raised, warned of or printed .*project.owner_id",
        ),
    ),
    "an error that no run gave": (
        dict.fromkeys(LANGUAGES, ("## IntegrityError", "## DataError")),
        ("ko/index.md:20: this heading is in English", "en/index.md:20: no run on this page raised"),
    ),
    "another message in one language": ko(
        "failed: project.user_id {",
        "failed: project.owner_id {",
        "ko/index.md:20: this heading does not have the message .*project.user_id' of .*en/index.md:20",
        "ko/index.md:20: this heading is in English",
    ),
    "a message in a table that no run gave": (
        {
            "en": (
                END["en"],
                "| The message | Where |\n| --- | --- |\n| `not a message` | [Here](index.md) |",
            ),
            "ko": (
                END["ko"],
                "| 메시지 | 실행한 곳 |\n| --- | --- |\n| `not a message` | [여기](index.md) |",
            ),
        },
        ("ko/index.md:28: no run on .*ko/index.md raised", "en/index.md:28: no run on .*en/index.md raised"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(docs, fault):
    changes, expected = FAULTS[fault]
    for language, (old, new) in changes.items():
        assert old in PAGE[language]
        (docs / language / "index.md").write_bytes(PAGE[language].replace(old, new, 1).encode())
    messages = found(docs)
    assert len(messages) == len(expected), messages
    for pattern in expected:
        assert any(re.match(pattern, message) for message in messages), messages


@pytest.mark.parametrize(
    "text",
    [
        "`<svg>` and `a | b`, `` ` `` and \\`",
        "A [name][a] and [another][].\n\n[a]: next.md\n[another]: <https://example.org/>",
        "`list[int][0]`, Mapper[Book(book)], a == b, C++, 12:30:45, `:name` and *[x]*",
        "![What it shows](next.md)",
        '[Next](next.md#next "a title"), [Next](</en/next.md>), [Next](next.md?a=b#next)',
        "[`list[User]`](next.md) and [a [b] c](next.md)",
        "<https://example.org/a_(b)>",
        "<!-- a comment -->",
    ],
)
def test_what_is_no_fault(docs, text):
    for language in LANGUAGES:
        (docs / language / "next.md").write_text(f"{NEXT[language]}\n{text}\n", "utf-8")
    messages = [message for message in found(docs, "next.md") if "is in English" not in message]
    assert messages == []


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("It inserts `User` and sends `INSERT`.", "`User`를 `INSERT`하고, `User`를 지웁니다."),
        ("The session inserts it.", "세션이 `INSERT`합니다."),
        ("Append to the list.", "리스트에 `append()`로 넣습니다."),
        ("Call `backref()`.", "`backref(…)`를 부릅니다."),
        ("Two rows, in June.", "6월의 2행입니다."),
        ("After 1 row.", "한 행 뒤입니다."),
    ],
)
def test_wording_may_differ(docs, english, korean):
    for language, text in (("en", english), ("ko", korean)):
        (docs / language / "next.md").write_text(f"{NEXT[language]}\n{text}\n", "utf-8")
    assert found(docs, "next.md") == []


def test_line_ends_of_windows_and_a_byte_order_mark_are_accepted(docs):
    for language in LANGUAGES:
        text = PAGE[language].replace("\n", "\r\n").encode("utf-8-sig")
        (docs / language / "index.md").write_bytes(text)
    assert found(docs) == []
    readme = docs.parent / "README.md"
    readme.write_bytes(b"\xef\xbb\xbf# Small\r\n\r\n```sh\r\necho 1\r\n```\r\n")
    assert check_readme(readme) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A\x0cB", r"README.md:3: .*U\+000C"),
        ("<table><tr><td>1</td></tr></table>", "README.md:3: nothing checks raw HTML such as <table>"),
        ("![](LICENSE.md)", "README.md:3: the image LICENSE.md has no text"),
        ("[A](LICENCE.md)", "README.md:3: the link LICENCE.md is broken"),
        ("[A](README.md#smal)", "README.md:3: the link README.md#smal is broken.*near are #small"),
        ("[A][b]", "README.md:3: .*is broken"),
        ("A[^1]", "README.md:3: a footnote needs"),
        ("<!-- a --> `b`", "README.md:3: nothing checks what follows a comment"),
    ],
)
def test_a_fault_in_the_readme(tmp_path, text, message):
    (tmp_path / "LICENSE.md").write_text("MIT")
    (tmp_path / "README.md").write_bytes(f"# Small\n\n{text}\n".encode())
    problems = [
        str(problem).removeprefix(f"{tmp_path.as_posix()}/")
        for problem in check_readme(tmp_path / "README.md")
    ]
    assert len(problems) == 1 and re.match(message, problems[0]), problems


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("en/more.html", "only pages, whose names end in .md"),
        ("conftest.py", "only pages"),
        ("ko/deleting/script.py", "only pages"),
        ("en/more.markdown", "a page's name ends in .md"),
        ("more.md", "pages belong in docs/ko and docs/en"),
        ("fr/more.md", "pages belong in docs/ko and docs/en"),
        ("en/build/more.md", "pytest does not enter a folder called build"),
        ("en/topic/dist/more.md", "pytest does not enter a folder called dist"),
        ("en/.hidden/more.md", "pytest does not enter a folder called .hidden"),
    ],
)
def test_a_file_in_the_wrong_place(docs, name, message):
    (docs / name).parent.mkdir(parents=True, exist_ok=True)
    (docs / name).write_text("# More { #more }\n")
    problems = [str(problem) for problem in misplaced_pages(docs)]
    assert len(problems) == 1 and f"docs/{name}:1: {message}" in problems[0], problems


CONFIGURATION = """\
site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]
nav:
  - index.md
  - topic:
      - topic/a.md
validation:
  nav:
    omitted_files: warn
    not_found: warn
  links:
    absolute_links: relative_to_docs
    anchors: warn
    not_found: warn
    unrecognized_links: warn
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "      - topic/a.md\n",
            "      - topic/a.md\n  - index.md\n",
            "6: nav has index.md in line 3 already",
        ),
        ("- index.md\n", "- index.md\n  - topic/a.md\n", "6: nav has topic/a.md in line 4 already"),
        (
            "      - topic/a.md\n",
            "      - topic/a.md\n      - topic/b.md\n",
            "6: nav has topic/b.md, .*did you mean topic/a.md",
        ),
        ("  - index.md\n", "", "2: nav does not have index.md"),
        ("    anchors: warn\n", "    anchors: info\n", "12: .*Write `anchors: warn` in validation, links"),
        ("    anchors: warn\n", "    anchors: ignore\n", "12: .*Write `anchors: warn`"),
        ("    anchors: warn\n", "", "11: .*Write `anchors: warn`"),
        ("    omitted_files: warn\n", "", "8: .*Write `omitted_files: warn` in validation, nav"),
        ("relative_to_docs", "ignore", "11: .*Write `absolute_links: relative_to_docs`"),
        ("nav:\n", "nav: [\n", r"\d+: this is not valid YAML"),
    ],
)
def test_a_fault_in_the_configuration(old, new, message):
    pages = {"index.md", "topic/a.md"}
    assert list(configuration_diagnostics(CONFIGURATION, Path("mkdocs.yml"), pages)) == []
    text = CONFIGURATION.replace(old, new, 1)
    problems = [str(problem) for problem in configuration_diagnostics(text, Path("mkdocs.yml"), pages)]
    assert len(problems) == 1 and re.match(f"mkdocs.yml:{message}", problems[0]), problems


def test_validation_cannot_be_removed_as_a_whole():
    text = CONFIGURATION.partition("validation:")[0]
    problems = list(configuration_diagnostics(text, Path("mkdocs.yml"), {"index.md", "topic/a.md"}))
    assert len(problems) == sum(map(len, VALIDATION.values()))


def test_the_extensions_that_pages_cannot_use_are_off():
    text = read_text(ROOT / "mkdocs.yml").partition("markdown_extensions:")[2].partition("\n\n")[0]
    assert "toc" in text
    assert [name for name in UNAVAILABLE if re.search(rf"^  - {name}\b", text, re.MULTILINE)] == []


def test_all_pages_the_readme_and_the_configuration_are_in_order():
    docs = ROOT / "docs"
    names = {
        path.relative_to(docs / language).as_posix()
        for language in LANGUAGES
        for path in (docs / language).rglob("*.md")
    }
    assert len(names) > 30
    problems = [problem for name in sorted(names) for problem in check_page(docs, name)]
    problems += [*check_readme(ROOT / "README.md"), *misplaced_pages(docs)]
    problems += configuration_diagnostics(read_text(ROOT / "mkdocs.yml"), ROOT / "mkdocs.yml", names)
    assert list(map(str, problems)) == []


def test_the_messages_on_the_site_are_looked_at():
    """The tables and headings are recognised: none drops out because a column has another name."""
    texts = {path: read_text(path) for path in (ROOT / "docs/en").rglob("*.md")}
    messages = {
        path: list(error_index.messages(text, path.relative_to(ROOT / "docs/en").as_posix()))
        for path, text in texts.items()
    }
    for path, text in texts.items():
        headings = re.findall(r"^#+ .*\w(?:Error|Warning): .*\{ #", text, re.MULTILINE)
        assert len([m for m in messages[path] if m.is_heading]) >= len(headings), path
        for block in markdown_blocks.scan(text):
            if block.kind == "table" and "message" in block.lines[0].split("|")[1]:
                rows = {m.line for m in messages[path] if not m.is_heading}
                assert len(rows) >= len(block.lines) - 2, path
    assert sum(map(len, messages.values())) > 200


@pytest.mark.parametrize(
    ("message", "is_found"),
    [
        ("NOT NULL constraint failed: project.user_id", True),
        ("IntegrityError: NOT NULL constraint failed: project.user_id", True),
        ("NOT NULL constraint … project.user_id", True),
        ("… constraint failed: project.user\\_id", True),
        ("project.user_id … NOT NULL constraint failed", False),
        ("NOT NULL constraint failed: project.owner_id", False),
        ("DataError: NOT NULL constraint failed: project.user_id", False),
        ("…", False),
        ("", False),
    ],
)
def test_a_message_is_looked_for(message, is_found):
    said = runs_said(ROOT / "docs/en/deleting/parent-deleted.md")
    assert is_said(message, said) is is_found


def test_diagnostics_show_invisible_characters():
    assert str(Diagnostic("x.md", 1, "a\u200bb\x0cc d")) == r"x.md:1: a\u200bb\x0cc d"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"gone": "− deleted", "new": "+ new", "changed": "± changed"}),
        ("ko", {"gone": "− 지워짐", "new": "+ 생김", "changed": "± 바뀜"}),
    ],
)
def test_a_changed_row_says_what_happened_to_it(language, words):
    """One row was deleted, one inserted and one changed: each has its own word, in each language."""
    text = "::: example natural_keys/on_update_cascade change\n"
    html = " ".join(expand(text, Path("docs/en/x.md"), language).panels.values())
    rows = re.findall(r'<tr class="row-(gone|new|changed)">.*?<td class="rows-sign">(.*?)</td></tr>', html)
    assert dict(rows) == words and set(rows) == set(words.items())
    assert "<del>KR</del> <ins>KOR</ins>" in html, "the row that is called changed"
