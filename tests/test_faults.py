"""The checks are tested with faults: each, planted into a copy of a small site, must be found and named.

* `FAULTS` are found by the checks alone, without pytest or MkDocs.
* `ON_A_PAGE` are found when the block is executed or the page is built: each in a page of its own, all in one run.
* `IN_THE_SITE` are found by MkDocs, each in a run of its own; so are those of `FAULTS` that `END_TO_END` names, which
  shows that what a check finds turns a run red.
"""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from livedocs import Diagnostic, read_text
from livedocs.check.pages import check_page, misplaced_pages
from livedocs.check.site import orphans, unshown_output
from livedocs.content import examples
from livedocs.execution.compare import difference
from livedocs.execution.executor import Executor
from livedocs.execution.runner import TIMEOUT
from livedocs.execution.servers import Server, Unavailable, server_url
from livedocs.languages import LANGUAGES
from livedocs.render.expand import expand
from tests.proxy import failing_at
from tests.support.processes import NO_SERVERS, run
from tests.support.small_site import EN, KO, README, RESULT, SCRIPT, plant, write

NUMBER = 130  # of faults: none may drop out unnoticed
CONTENT = ("docs", "examples")  # what the checks read


def check(site, *arguments, **environment):
    chosen = arguments or ("docs", "examples", README)
    return run("-m", "pytest", *chosen, cwd=site, **{**NO_SERVERS, **environment})


def script(old, new, message):
    return SCRIPT, old, new, message


def before(text, message):
    """A fault that puts `text` into the script, before it opens its first session."""
    return SCRIPT, "with Session(engine) as session:", f"{text}\n\nwith Session(engine) as session:", message


def page(text, message):
    """A fault that puts `text` at the end of the English page."""
    return EN, "[Next](next.md#next)", f"[Next](next.md#next)\n\n{text}\n", message


def both(text, message):
    """A fault that stands in both languages, so that only what it is can betray it."""
    return (EN, KO), "[Next](next.md#next)", f"[Next](next.md#next)\n\n{text}\n", message


def block(text, line, message):
    """A fault in a block of a page of its own; `line` is where in `text` it is to be found."""
    return text, line, message


FENCE = "```python\n{}\n```"
UNCHECKED = "the built page shows a block that nothing checked"

FAULTS = {
    # scripts
    "it does something else": script("Website", "Web page", "default.py:1: the script has changed since"),
    "it raises": script(
        "session.delete(mina)",
        "session.delete(nobody)",
        r"default.py:48: on sqlite the script ends in NameError",
    ),
    "it cannot be parsed": script(
        "session.delete(mina)",
        "session.delete(mina",
        r"default.py:\d+: on sqlite the script ends in SyntaxError",
    ),
    "it is empty": script("", "", "not a valid recorded result|has changed"),
    "it imports what is not there": before("import sqlalchemy.no_such", "ends in ModuleNotFoundError"),
    "it warns": before("import warnings\n\nwarnings.warn('old')", "the script warns: UserWarning: old"),
    "it warns of something deprecated": before(
        "import warnings\n\nwarnings.warn('old', DeprecationWarning)", "warns: DeprecationWarning: old"
    ),
    "it uses the legacy API": before("Session(engine).query(User).get(1)", "warns: LegacyAPIWarning"),
    "it maps with a warning": before(
        "from sqlalchemy import join\n\nprint(select(User.id, Project.id).select_from(User))\nSession(engine).execute(select(User.id, Project.id))",
        "warns: SAWarning",
    ),
    "it leaves early": before("raise SystemExit(0)", "ends in SystemExit"),
    "it leaves early by exit()": before("import sys\n\nsys.exit()", "ends in SystemExit"),
    "it ends its process": before("import os\n\nos._exit(0)", "exit status 0 before the script did"),
    "it is killed": before(
        "import os\nimport signal\n\nos.kill(os.getpid(), signal.SIGKILL)", "signal SIGKILL"
    ),
    "it never ends": before("while True:\n    pass", "still running after 1 s"),
    "it waits for ever": before("import time\n\ntime.sleep(3600)", "still running after 1 s"),
    "it waits for an answer": before("input()", "ends in EOFError"),
    "a thread of it raises": before(
        "import threading\n\nthread = threading.Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()",
        "ends in ZeroDivisionError",
    ),
    "it awaits nothing": before("async def work():\n    pass\n\n\nwork()", "was never awaited"),
    "it swallows an error": before(
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass",
        r"default.py:\d+: the script swallows an error here",
    ),
    "it swallows every error": before(
        "try:\n    1 / 0\nexcept:\n    ...", "the script swallows an error here"
    ),
    "it suppresses an error": before(
        "import contextlib\n\nwith contextlib.suppress(ZeroDivisionError):\n    1 / 0",
        "the script swallows an error here",
    ),
    "its main check is never true": before(
        "if __name__ == 'main':\n    print('never')",
        r"default.py:\d+: this line never ran: \"print\('never'\)\"",
    ),
    "nobody calls its function": before("def unused():\n    return 1", "this line never ran: 'return 1'"),
    "a branch is never taken": before("if engine is None:\n    print('never')", "this line never ran"),
    "it needs what another block left": before("print(left_by_another)", "ends in NameError"),
    "it prints an address": script(
        'print("users:"', 'print(object(), "users:"', "no longer does what is recorded|has changed since"
    ),
    "it writes past its output": before(
        "import subprocess\n\nsubprocess.run(['echo', 'noise'])", "has changed since"
    ),
    "its header promises an error": script(
        "from sqlalchemy import Foreign",
        "# raises: KeyError\nfrom sqlalchemy import Foreign",
        "default.py:1: its header says that it raises KeyError on sqlite, but it finished without an error",
    ),
    "its header promises another error": script(
        "from sqlalchemy import Foreign",
        "# raises: KeyError\n1 / 0\nfrom sqlalchemy import Foreign",
        "ends in ZeroDivisionError",
    ),
    "its header promises a warning": script(
        "from sqlalchemy import Foreign",
        "# warns: SAWarning\nfrom sqlalchemy import Foreign",
        "says that it warns with SAWarning on sqlite, but it did not",
    ),
    "its header names no database": script(
        "from sqlalchemy import Foreign",
        "# databases: oracle\nfrom sqlalchemy import Foreign",
        "default.py:1: unknown database 'oracle'",
    ),
    "its header is nearly one": script(
        "from sqlalchemy import Foreign",
        "# database: sqlite\nfrom sqlalchemy import Foreign",
        "default.py:1: this declares nothing",
    ),
    "its header stands too low": before("# raises: KeyError", r"default.py:\d+: this declares nothing"),
    "it is written in another encoding": (SCRIPT, None, b"# \xe9\n", "default.py:1: this is not UTF-8"),
    "a section has no end": script("# --8<-- [end:models]\n", "", "default.py:9: section 'models' has no"),
    "a mark is misspelt": script("[end:models]", "[ends:models]", r"default.py:\d+: cannot read this mark"),
    # results
    "output was edited": (RESULT, "('Website', None)", "('Website', 1)", r"-.*'Website', 1"),
    "SQL was edited": (RESULT, "UPDATE project SET user_id=", "DELETE project ", r"-.*DELETE project"),
    "parameters were edited": (RESULT, "('Mina',)", "('Nina',)", r"-.*Nina"),
    "a count was edited": (RESULT, '"rowcount": 2', '"rowcount": 3', r'-.*"rowcount": 3'),
    "a row was edited": (RESULT, '[1, "Website", null]', '[1, "Website", 7]', r'-.*\[1, "Website", 7\]'),
    "a commit was taken out": (RESULT, '{"kind": "commit"', '{"kind": "rollback"', r'-.*"kind": "rollback"'),
    "the diagram's table was edited": (
        RESULT,
        '"name": "title", "type"',
        '"name": "titel", "type"',
        r'-.*"titel"',
    ),
    "the diagram's class was edited": (RESULT, '"class": "User",', '"class": "Person",', r'-.*"Person"'),
    "a number became another type": (
        RESULT,
        '[1, "Website", null]',
        '[true, "Website", null]',
        r'-.*\[true, "Website"',
    ),
    "a line is not in the script": (
        RESULT,
        '"line": 48',
        '"line": 9999',
        r"default.result.json:1: .*\.line: expected a line of the script, 1 to \d+, found 9999",
    ),
    "a run is a list": (
        RESULT,
        None,
        b'{"tables": [], "mappers": [], "runs": {"sqlite": []}}',
        "not a valid recorded result",
    ),
    "it is binary": (RESULT, None, b"\x00\xff\xfe", "default.result.json:1: this is not UTF-8"),
    "the digest was edited": (RESULT, '"script": "', '"script": "0', "has changed since"),
    "it was cut": (RESULT, '"runs"', '"ru', "default.result.json:.*not a valid recorded result"),
    "a database was taken out": (
        RESULT,
        '"mariadb": {',
        '"oracle": {',
        "no result for mariadb is recorded. Run `make record",
    ),
    "it is gone": (RESULT, None, None, "default.py:1: no result is recorded. Run `make record"),
    "its script is gone": (SCRIPT, None, None, "default.result.json:1: the script of this result is gone"),
    # references and headings
    "unknown script": page(
        "::: example deleting/defalt", r"en/index.md:40: no example 'deleting/defalt'.*deleting/default"
    ),
    "unknown section": page(
        "::: example deleting/default delte",
        r"en/index.md:40: .*no section 'delte'; it has models, foreign_keys, delete",
    ),
    "unknown reference": page("::: digram deleting/default", "did you mean `::: diagram deleting/default`"),
    "a reference with too much": page(
        "::: example deleting/default delete now", "en/index.md:40: cannot read"
    ),
    "a reference with four colons": page(":::: example deleting/default", "en/index.md:40: cannot read"),
    "a reference in a list": page(
        "- item\n\n    ::: example deleting/default", "must start in the first column"
    ),
    "no page shows the script": (
        (EN, KO),
        "::: diagram deleting/default\n\n::: example deleting/default\n\n## A part { #part }\n\n"
        "::: example deleting/default delete",
        "## A part { #part }",
        "default.py:1: no page shows this script",
    ),
    "a heading without an id": page("## Another", "en/index.md:40: the heading has no ASCII id"),
    "a heading without a blank": page("##Another", "en/index.md:40: the heading has no ASCII id"),
    "a heading in a list": both("- ## Another", "index.md:40: a heading needs its own line"),
    "a heading in HTML": both("<h2>Another</h2>", "index.md:40: a heading needs its own line"),
    "a reference in a sentence": both(
        "See ::: example deleting/default", "index.md:40: a reference needs its own line"
    ),
    "a reference in a quote": both("> ::: example deleting/default", "a reference needs its own line"),
    "a reference with two colons": both(":: example deleting/default", "a reference needs its own line"),
    "a table without edges": both(
        "a | b\n--- | ---\n1 | 2", "write each line of a table with `|` at both ends"
    ),
    "a front matter without an end": (
        EN,
        "small site.\n---",
        "small site.\n...",
        "index.md:1: the front matter between `---` at the top has no end",
    ),
    "a page in another encoding": (EN, None, b"# \xe9\n", "docs/en/index.md:1: this is not UTF-8"),
    "a page with another ending": (
        "docs/en/more.markdown",
        None,
        b"# More\n",
        "more.markdown:1: a page's name ends in .md",
    ),
    "a page outside the languages": (
        "docs/more.md",
        None,
        b"# More\n",
        "docs/more.md:1: pages belong in docs/ko and docs/en",
    ),
    "a script outside a topic": (
        "examples/more.py",
        None,
        b"print(1)\n",
        "more.py:1: a script belongs in examples/<topic>/<name>.py",
    ),
    "a result of nothing": both(
        "::: results deleting/default models", "these lines of examples/deleting/default.py printed nothing"
    ),
    "output that no page shows": (
        (EN, KO),
        "::: example deleting/default\n\n## A part { #part }\n\n::: example deleting/default delete",
        "::: code deleting/default\n\n## A part { #part }\n\n::: code deleting/default delete",
        "default.py:5[0-9]: no page shows what this line printed",
    ),
    "a heading with a Korean id": page("## Another { #다른 }", "the heading has no ASCII id"),
    "an id that stands twice": page("## Another { #part }", "the id #part is already used in line 22"),
    "an underlined heading": both(
        "Another\n=======", "en/index.md:41: an underlined heading|ko/index.md:41: an underlined heading"
    ),
    # structure of the two languages
    "a paragraph more": page(
        "Another paragraph.", "en/index.md:40: a paragraph has no counterpart in docs/ko/index.md"
    ),
    "an item less": (EN, "- another item\n", "", "found a list item"),
    "a row less": (KO, "| 3 | 4 |\n", "", "found a table"),
    "another section": (
        KO,
        "::: example deleting/default delete",
        "::: example deleting/default models",
        "found a reference",
    ),
    "other code": (KO, 'print("hello")', 'print("hallo")', "found a code"),
    "a page in one language": (
        "docs/ko/next.md",
        None,
        None,
        "docs/en/next.md:1: this page is missing in ko: write docs/ko/next.md",
    ),
    # blocks
    "an unknown kind": both(
        "```toml\nx = 1\n```", "index.md:40: no checker knows a block that begins ```toml"
    ),
    "a kind written otherwise": both("```py\n1 / 0\n```", "begins ```py"),
    "a kind with a capital": both("```Python\n1 / 0\n```", "begins ```Python"),
    "a block with a title": both('```python title="x"\n1 / 0\n```', "begins ```python title"),
    "a block with attributes": both("```{.python}\n1 / 0\n```", "begins ```{.python}"),
    "a block without a kind": both("```\nx\n```", "begins ```"),
    "a block between tildes": both("~~~python\n1 / 0\n~~~", "a block between ~~~ is never executed"),
    "a block in a quote": both("> ```python\n> 1 / 0\n> ```", "a block in a quote is never executed"),
    "a block without an end": both("```python\n1", "this block has no end"),
    "a block in raw HTML": both(
        "<pre><code>1 / 0</code></pre>", "index.md:40: nothing checks raw HTML such as <pre>"
    ),
    "lines of code in raw HTML": both(
        "<p><code>1 /\n0</code></p>", "index.md:40: nothing checks raw HTML such as <p>"
    ),
    "a text field": both(
        "<textarea>1 / 0</textarea>", "index.md:40: nothing checks raw HTML such as <textarea>"
    ),
    "rows by hand": both(
        '<table class="rows"><tr><td>1</td></tr></table>',
        "index.md:40: nothing checks raw HTML such as <table",
    ),
    "a block in a comment": both(
        "<!--\n```python\n1 / 0\n```\n-->", "a block in a comment is never executed"
    ),
    "a reference in a comment": both(
        "<!--\n::: example deleting/default\n-->", "a block in a comment is never executed"
    ),
    "a skip mark": both(
        "<!--pytest.mark.skip-->\n\n" + FENCE.format("1 / 0"), "is not allowed: no block is skipped"
    ),
    "a mark to fail": both("<!--pytest.mark.xfail-->\n\n" + FENCE.format("1 / 0"), "is not allowed"),
    "an old skip": both("<!--pytest-codeblocks:skip-->\n\n" + FENCE.format("1 / 0"), "is not allowed"),
    "a skip under a condition": both(
        "<!--pytest-codeblocks:skipif(True)-->\n\n" + FENCE.format("1 / 0"), "is not allowed"
    ),
    "a skip without a module": both(
        "<!--pytest-codeblocks:importorskip(nothing)-->\n\n" + FENCE.format("1 / 0"), "is not allowed"
    ),
    "a misspelt directive": both(
        "<!--pytest-codeblock:skip-->\n\n" + FENCE.format("1 / 0"), "is not allowed"
    ),
    "a continuation": both("<!--pytest-codeblocks:cont-->\n\n" + FENCE.format("print(1)"), "is not allowed"),
    "a whole file is skipped": (
        EN,
        "---\ntitle",
        "<!--pytest-codeblocks:skipfile-->\n---\ntitle",
        "is not allowed",
    ),
    "output without a block": both(
        "<!--pytest-codeblocks:expected-output-->\n\n```text\nx\n```",
        "expected-output must follow the block whose output it is",
    ),
    "output without text": both(
        FENCE.format("print(1)") + "\n\n<!--pytest-codeblocks:expected-output-->\n\nNothing.",
        "must be followed by a block that begins ```text",
    ),
    "output of another kind": both(
        FENCE.format("print(1)") + "\n\n<!--pytest-codeblocks:expected-output-->\n\n```sql\n1\n```",
        "begins ```text",
    ),
    "a link without a scheme": (
        "docs/en/next.md",
        "https://www.sqlalchemy.org/",
        "www.sqlalchemy.org",
        "next.md:3: the link www.sqlalchemy.org is broken",
    ),
    "a link with half a scheme": (
        "docs/en/next.md",
        "https://www",
        "https:/www",
        "next.md:3: the link https:/www.sqlalchemy.org/ is broken",
    ),
    "a link to half a host": (
        "docs/en/next.md",
        "https://www.sqlalchemy.org/",
        "https://sqlalchemy/",
        "is broken",
    ),
}

# Each text is put below the heading of a page; the message must name the page and the line.
ON_A_PAGE = {
    "a block in a list raises": block("- item\n\n    ```python\n    1 / 0\n    ```", 4, "ZeroDivisionError"),
    "a block in a box raises": block("!!! note\n\n    ```python\n    1 / 0\n    ```", 4, "ZeroDivisionError"),
    "a block that warns": block(FENCE.format("import warnings\n\nwarnings.warn('x')"), 4, "UserWarning: x"),
    "a block that leaves early": block(FENCE.format("raise SystemExit(0)"), 2, "SystemExit"),
    "a block that calls nothing": block(
        FENCE.format("def unused():\n    return 1"), 3, "this line never ran: 'return 1'"
    ),
    "a block that hides its error": block(
        FENCE.format("try:\n    1 / 0\nexcept Exception:\n    pass"), 4, ".*swallows an error"
    ),
    "a block that includes nothing": block(FENCE.format('--8<-- "x.py"'), 2, "(TypeError|SyntaxError)"),
    "other output": block(
        FENCE.format('print("hello")')
        + "\n\n<!--pytest-codeblocks:expected-output-->\n\n```text\nhullo\n```",
        1,
        "the page shows other output than the block gives",
    ),
    "a shell command fails": block("```sh\nfalse\necho shell\n```", 1, "the commands end with exit status 1"),
    "a pipe hides a failure": block("```sh\nfalse | true\n```", 1, "the commands end with exit status 1"),
    "a shell command says otherwise": block(
        "```sh\necho shell\n```\n\n<!--pytest-codeblocks:expected-output-->\n\n```text\nshall\n```",
        1,
        "the page shows other output",
    ),
    "an indented block": block("    1 / 0", 1, UNCHECKED),
}

IN_THE_SITE = {
    "a dead link": (EN, "(next.md#next)", "(nxt.md#next)", "nxt.md"),
    "a dead anchor": (EN, "(next.md#next)", "(next.md#nxt)", "nxt"),
    "a page out of the navigation": ("mkdocs.yml", "  - next.md\n", "", "next.md"),
    "a navigation to nothing": ("mkdocs.yml", "  - next.md\n", "  - next.md\n  - nothing.md\n", "nothing.md"),
    "the site is built without the hook": (
        "mkdocs.yml",
        "hooks:\n  - livedocs/mkdocs/hook.py\n",
        "",
        "cannot be built|does not show|No such file",
    ),
}

# What `pytest` is called with to find it: one of each kind.
END_TO_END = {
    "it raises": (SCRIPT,),
    "it ends its process": (SCRIPT,),
    "it warns": (SCRIPT,),
    "nobody calls its function": (SCRIPT,),
    "its header names no database": (SCRIPT,),
    "output was edited": (SCRIPT,),
    "it is gone": (SCRIPT,),
    "it is written in another encoding": (SCRIPT,),
    "unknown script": (EN,),
    "an item less": (EN,),
    "a heading without an id": (EN,),
    "an unknown kind": (EN,),
    "a skip mark": (EN,),
    "a page in another encoding": (EN,),
    "no page shows the script": ("docs",),
    "output that no page shows": ("docs",),
    "a page in one language": ("docs",),
    "a page outside the languages": ("docs",),
    "a script outside a topic": ("docs",),
    **dict.fromkeys(IN_THE_SITE, ("docs", "examples", README)),
}


def damage(site, fault):
    paths, old, new, _ = {**FAULTS, **IN_THE_SITE}[fault]
    for path in (paths,) if isinstance(paths, str) else paths:
        if old is None and new is None:
            (site / path).unlink()
        elif old is None:
            (site / path).write_bytes(new)
        elif old == "":
            write(site / path, "")
        else:
            plant(site, path, old, new)


class Found(list):
    """What the checks say of the site in a folder."""

    def __init__(self, site, executor, runs):
        self.site, self.executor, self.runs = site, executor, runs
        docs, root = site / "docs", site / "examples"
        self.extend(misplaced_pages(docs))
        pages = {language: sorted((docs / language).rglob("*.md")) for language in LANGUAGES}
        for name in {
            p.relative_to(docs / language).as_posix() for language in LANGUAGES for p in pages[language]
        }:
            self.noting(lambda name=name: self.extend(check_page(docs, name)))
        referenced, shown = set(), {}
        for language in LANGUAGES:
            for path in pages[language]:
                self.noting(self.expand, path, language, root, referenced, shown)
        for path in examples.paths(root):
            self.noting(self.execute, path)
        self.noting(lambda: self.extend(orphans(referenced, root)))
        self.noting(lambda: self.extend(unshown_output(referenced, shown, root)))

    def noting(self, check, *arguments):
        try:
            check(*arguments)
        except Diagnostic as problem:
            self.append(problem)

    def expand(self, path, language, root, referenced, shown):
        expansion = expand(read_text(path), path, language, root)
        self.extend(expansion.problems)
        referenced |= expansion.named
        for reference in expansion.references:
            if reference.shows_results:
                lines = shown.setdefault(reference.example.path, (reference.example, set()))[1]
                lines.update(reference.example.lines(reference.section))

    def execute(self, path):
        """Runs an example on SQLite, each only once."""
        example = examples.load(path)
        if example.source not in self.runs:
            endless = re.search(r"while True:|sleep\(3600\)", example.source)
            limit = 1 if endless else TIMEOUT  # a second may be too short on a busy machine
            self.runs[example.source] = self.executor.run(example, "sqlite", timeout=limit)
        fresh, declared = self.runs[example.source]
        self.extend(examples.lines_that_never_ran(example, [declared["lines"]]))
        if changed := difference(example, "sqlite", fresh, declared):
            self.append(changed)

    def __str__(self):
        return "\n".join(map(str, self)).replace(f"{self.site}/", "")


@pytest.fixture(scope="module")
def found(small_site, tmp_path_factory):
    """Calls the checks on a copy of the small site, into which a fault was planted."""
    runs = {}
    with Executor(("sqlite",)) as executor:

        def found(fault=None, change=None):
            site = tmp_path_factory.mktemp("site")
            for folder in CONTENT:
                shutil.copytree(small_site / folder, site / folder)
            if fault:
                damage(site, fault)
            if change:
                change(site)
            return Found(site, executor, runs)

        yield found


def test_without_a_fault_the_checks_find_nothing(found):
    assert str(found()) == ""


@pytest.mark.parametrize("path", [EN, KO, SCRIPT])
@pytest.mark.parametrize(
    "written",
    [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data],
    ids=["CRLF", "BOM"],
)
def test_line_ends_and_a_byte_order_mark_change_nothing(found, path, written):
    def change(site):
        (site / path).write_bytes(written((site / path).read_bytes()))

    assert str(found(change=change)) == ""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(found, fault):
    text = str(found(fault))
    assert re.search(FAULTS[fault][3], text), text


@pytest.fixture(scope="module")
def pages(small_site, tmp_path_factory):
    """The run of a site with a page for each fault of `ON_A_PAGE`: (exit status, output)."""
    site = Path(shutil.copytree(small_site, tmp_path_factory.mktemp("pages") / "site"))
    for number, (text, _, _) in enumerate(ON_A_PAGE.values()):
        for language in LANGUAGES:
            write(site / f"docs/{language}/fault-{number}.md", f"# A fault {{ #fault }}\n\n{text}\n")
    listed = "".join(f"  - fault-{number}.md\n" for number in range(len(ON_A_PAGE)))
    plant(site, "mkdocs.yml", "  - next.md\n", f"  - next.md\n{listed}")
    return check(site, "docs")


@pytest.mark.parametrize("fault", ON_A_PAGE)
def test_a_fault_on_a_page_is_found(pages, fault):
    status, output = pages
    _, line, message = ON_A_PAGE[fault]
    place = f"docs/en/fault-{list(ON_A_PAGE).index(fault)}.md:{line + 2}: "
    assert status == 1 and re.search(re.escape(place) + message, output), f"no {place}{message} in\n{output}"


def test_a_page_without_a_fault_stays_green_beside_others(pages):
    assert not re.search(r"^(FAILED|ERROR) docs/(en|ko)/(index|next)\.md", pages[1], re.MULTILINE), pages[1]


@pytest.fixture(scope="module")
def outcomes(request, small_site, tmp_path_factory):
    """The runs of the selected faults, two at a time: {fault: future of (exit status, output)}."""
    folder = tmp_path_factory.mktemp("faults")  # pytest's factory is not for several threads

    def outcome(fault):
        site = Path(shutil.copytree(small_site, folder / str(asked.index(fault))))
        damage(site, fault)
        if fault == "nobody calls its function":
            # the servers are off: only a script that needs none can be known not to have run a line
            write(site / SCRIPT, f"# databases: sqlite\n{(site / SCRIPT).read_text('utf-8')}")
        result = check(site, *END_TO_END[fault])
        shutil.rmtree(site)
        return result

    with ThreadPoolExecutor(2) as pool:
        parameters = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
        asked = [given["wired"] for given in parameters if "wired" in given]
        yield {fault: pool.submit(outcome, fault) for fault in asked}


@pytest.mark.parametrize("wired", END_TO_END)
def test_a_fault_turns_the_run_red(outcomes, wired):
    status, output = outcomes[wired].result()
    assert status == 1, output
    assert re.search({**FAULTS, **IN_THE_SITE}[wired][3], output), output
    assert "INTERNALERROR" not in output, output


def test_no_fault_has_dropped_out():
    assert len({**FAULTS, **ON_A_PAGE, **IN_THE_SITE}) == NUMBER
    assert END_TO_END.keys() <= {**FAULTS, **IN_THE_SITE}.keys()


def test_without_a_fault_it_passes(damaged):
    status, output = check(damaged)
    assert status == 0, output
    skipped = r"NOT CHECKED on {0}: \d+ tests skipped\. {0} at 127.0.0.1:1 does not answer"
    assert re.search(skipped.format("PostgreSQL"), output) and re.search(skipped.format("MariaDB"), output)
    # twice: the script, its part and the block with their outputs, SQL and rows; and the README's two
    assert re.search(r"\n(\d+) of \1 blocks; examples run with SQLAlchemy [\d.]+: SQLite 1\n", output), output


def test_a_failure_names_the_command_for_just_this_one(damaged):
    plant(damaged, RESULT, "('Website', None)", "('Website', 1)")
    _, output = check(damaged, SCRIPT)
    assert f"Just this one: pytest '{SCRIPT}::sqlite'" in output, output
    assert f"make record ONLY={SCRIPT}" in output


def test_a_missing_server_fails_under_ci(damaged):
    status, output = check(damaged, SCRIPT, CI="true")
    assert status != 0 and "CI is set: a missing server is a failure" in output, output


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_server_that_drops_the_connection_in_the_middle(damaged, name):
    try:
        server = Server(name)
    except Unavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    with failing_at(b"INSERT INTO user_account", server_url(name)) as (proxy, url):
        status, output = check(damaged, SCRIPT, **{f"{name.upper()}_URL": url})
    assert proxy.failed.is_set() and status == 1, output
    assert re.search(
        rf"default.py:\d+: on {name} the script ends in sqlalchemy.exc.OperationalError", output
    ), output
    assert server.abandoned() == []
    server.close()


def test_recording_refuses_what_changes_from_run_to_run(damaged):
    plant(damaged, SCRIPT, 'print("users:"', 'print({"a", "b", "c", "d", "e", "f", "g", "h"}, "users:"')
    status, output = run("-m", "livedocs", "record", SCRIPT, cwd=damaged, **NO_SERVERS)
    assert status == 1 and "on sqlite two runs differ; order what it lists" in output, output


def test_recording_shows_what_changed(damaged):
    plant(damaged, SCRIPT, "Website", "Web page")
    status, output = run("-m", "livedocs", "record", SCRIPT, cwd=damaged, **NO_SERVERS)
    assert status == 0 and f"wrote {RESULT}" in output and "NOT RECORDED: PostgreSQL" in output, output
    text = (damaged / RESULT).read_text("utf-8")
    assert "Web page" in text and '"postgresql"' in text, "what could not be recorded is kept, as out of date"
    status, output = check(damaged, SCRIPT)
    assert status == 0, output


def test_recording_an_unknown_example(damaged):
    status, output = run("-m", "livedocs", "record", "examples/deleting/defalt.py", cwd=damaged, **NO_SERVERS)
    assert (
        status == 2 and "no example 'examples/deleting/defalt.py'; did you mean deleting/default" in output
    ), output
