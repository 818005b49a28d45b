"""The harness is tested with faults: each, planted into a copy, must turn the run red and be named."""

import re

import pytest

from tests.conftest import run

EN, KO = "docs/en/deleting/parent-deleted.md", "docs/ko/deleting/parent-deleted.md"
SCRIPT = "examples/deleting/default.py"
RESULT = "examples/deleting/default.result.json"
NO_SERVERS = {
    "POSTGRESQL_URL": "postgresql://postgres@127.0.0.1:1/",
    "MARIADB_URL": "mariadb://root@127.0.0.1:1/",
    "CI": "",
    "PYTEST_ADDOPTS": "",
}


def plant(repository, path, old, new):
    file = repository / path
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    # In a result, in the runs of all databases and versions.
    file.write_text(text.replace(old, new, -1 if path == RESULT else 1), "utf-8")


def check(repository, *arguments, **environment):
    return run("-m", "pytest", *arguments, cwd=repository, **{**NO_SERVERS, **environment})


def test_without_a_fault_it_passes(repository):
    status, output = check(repository, EN, KO, SCRIPT)
    assert status == 0, output
    assert re.search(
        r"NOT CHECKED on PostgreSQL: \d+ tests skipped\. PostgreSQL at 127.0.0.1:1 does not answer", output
    )
    assert re.search(
        r"NOT CHECKED on MariaDB: \d+ tests skipped\. MariaDB at 127.0.0.1:1 does not answer", output
    )


def test_a_missing_server_fails_under_ci(repository):
    status, output = check(repository, SCRIPT, CI="true")
    assert status != 0 and "CI is set: a missing server is a failure" in output, output


INLINE = "\n```python\n{}\n```\n"

FAULTS = {
    "the script does something else": (
        SCRIPT,
        "session.delete(mina)",
        "session.refresh(mina)",
        SCRIPT,
        "has changed since",
    ),
    "the script raises": (
        SCRIPT,
        "session.delete(mina)",
        "session.delete(none)",
        SCRIPT,
        r"default.py:48: on sqlite the script ends in NameError",
    ),
    "the script warns": (
        SCRIPT,
        "engine = create",
        "import warnings; warnings.warn('x')\nengine = create",
        SCRIPT,
        "the script warns: UserWarning: x",
    ),
    "the script leaves early": (
        SCRIPT,
        "with Session(engine) as session:",
        "raise SystemExit(0)\nwith Session(engine) as session:",
        SCRIPT,
        "ends in SystemExit",
    ),
    "the script ends its process": (
        SCRIPT,
        "with Session(engine) as session:",
        "import os; os._exit(0)\nwith Session(engine) as session:",
        SCRIPT,
        "exit status 0 before the script did",
    ),
    "a header that is not true": (
        SCRIPT,
        "from sqlalchemy import Foreign",
        "# raises: KeyError\nfrom sqlalchemy import Foreign",
        SCRIPT,
        "but it ended well",
    ),
    "output was edited": (
        RESULT,
        "('Website', None)",
        "('Website', 1)",
        SCRIPT,
        r"no longer does what is recorded",
    ),
    "SQL was edited": (
        RESULT,
        "UPDATE project SET user_id=?",
        "DELETE project",
        SCRIPT,
        r"-.*DELETE project",
    ),
    "a row was edited": (RESULT, '[1, "Website", null]', '[1, "Website", 7]', SCRIPT, r'\[1, "Website", 7\]'),
    "the digest was edited": (RESULT, '"script": "', '"script": "0', SCRIPT, "has changed since"),
    "the result was cut": (RESULT, '"runs"', '"ru', SCRIPT, "default.result.json:.*no recorded result"),
    "an edited result is seen from the page": (
        RESULT,
        "('Website', None)",
        "('Website', 1)",
        EN,
        r"parent-deleted.md:\d+: on SQLite",
    ),
    "unknown script": (
        EN,
        "::: example deleting/default\n",
        "::: example deleting/defalt\n",
        EN,
        r"parent-deleted.md:\d+: no example 'deleting/defalt'",
    ),
    "unknown section": (
        EN,
        "deleting/ondelete_alone delete",
        "deleting/ondelete_alone delte",
        EN,
        r"parent-deleted.md:\d+: .*no section 'delte'",
    ),
    "unknown reference": (
        EN,
        "::: diagram",
        "::: digram",
        EN,
        r"unknown reference 'digram'; did you mean `::: diagram",
    ),
    "heading without an id": (
        EN,
        " { #default }",
        "",
        EN,
        r"parent-deleted.md:\d+: the heading has no ASCII id",
    ),
    "another structure": (
        EN,
        "By then no row",
        "\nBy then no row",
        EN,
        r"parent-deleted.md:\d+: here stands",
    ),
    "other code in one language": (
        KO,
        "::: code deleting/not_null models",
        "::: code deleting/not_null delete",
        KO,
        "here stands a reference",
    ),
    "a block without a checker": (
        EN,
        "\n## In one line",
        "\n```toml\nx = 1\n```\n\n## In one line",
        EN,
        "no checker knows a block that begins ```toml",
    ),
    "a block with attributes": (
        EN,
        "\n## In one line",
        '\n```python title="x"\nx = 1\n```\n\n## In one line',
        EN,
        "no checker knows",
    ),
    "a block between tildes": (
        EN,
        "\n## In one line",
        "\n~~~python\n1 / 0\n~~~\n\n## In one line",
        EN,
        "does not see this block",
    ),
    "a block that is skipped": (
        EN,
        "\n## In one line",
        "\n<!--pytest.mark.skip-->\n" + INLINE.format("1 / 0") + "\n## In one line",
        EN,
        "no block may be skipped",
    ),
    "a skipped file": (
        EN,
        "---\ntitle",
        "<!--pytest-codeblocks:skipfile-->\n---\ntitle",
        EN,
        "does not see this block",
    ),
    "a block that raises": (
        EN,
        "\n## In one line",
        INLINE.format("x = 1\n\nx / 0") + "\n## In one line",
        EN,
        "ZeroDivisionError",
    ),
    "other output than shown": (
        EN,
        "\n## In one line",
        INLINE.format("print(1)")
        + "\n<!--pytest-codeblocks:expected-output-->\n\n```text\n2\n```\n\n## In one line",
        EN,
        "shows other output",
    ),
    "a shell command fails": (
        "README.md",
        "python examples/deleting/default.py\n",
        "false\ntrue\n",
        "README.md",
        "exit status 1",
    ),
    "the README shows other output": (
        "README.md",
        "('Mobile app', None)",
        "('Mobile app', 1)",
        "README.md",
        "shows other output",
    ),
    "the README refers to nothing": (
        "README.md",
        "::: diagram deleting/default",
        "::: diagram deleting/nothing",
        "README.md",
        "README.md:98: no example",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_the_run_red(repository, fault):
    path, old, new, checked, message = FAULTS[fault]
    plant(repository, path, old, new)
    # The README's blocks are slow: the first failure is enough.
    status, output = check(repository, checked, *(["--maxfail=1"] if checked == "README.md" else []))
    assert status == 1, output
    assert re.search(message, output), output


def test_a_failure_names_the_command_for_just_this_one(repository):
    plant(repository, RESULT, "('Website', None)", "('Website', 1)")
    _, output = check(repository, SCRIPT)
    assert f"Just this one: pytest '{SCRIPT}::sqlite'" in output, output
    assert f"make record ONLY={SCRIPT}" in output


def test_recording_refuses_what_changes_from_run_to_run(repository):
    plant(repository, SCRIPT, 'print("users:"', 'print({"a", "b", "c", "d", "e", "f", "g", "h"}, "users:"')
    status, output = run("-m", "livedocs", "record", SCRIPT, cwd=repository, **NO_SERVERS)
    assert status == 1 and "on sqlite two runs differ; order what it lists" in output, output


def test_recording_shows_what_changed(repository):
    plant(repository, SCRIPT, "Website", "Web page")
    status, output = run("-m", "livedocs", "record", SCRIPT, cwd=repository, **NO_SERVERS)
    assert status == 0 and f"wrote {RESULT}" in output and "NOT RECORDED: PostgreSQL" in output, output
    text = (repository / RESULT).read_text("utf-8")
    assert "Web page" in text and '"postgresql"' in text, "what could not be recorded is kept, as out of date"
    status, output = check(repository, SCRIPT)
    assert status == 0, output


def test_recording_an_unknown_example(repository):
    status, output = run(
        "-m", "livedocs", "record", "examples/deleting/defalt.py", cwd=repository, **NO_SERVERS
    )
    assert (
        status == 2 and "no example 'examples/deleting/defalt.py'; did you mean deleting/default" in output
    ), output
