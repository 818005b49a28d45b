"""What surrounds the site: the commands, the locked environment, the workflows, the containers."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from livedocs import ROOT, relative
from livedocs.databases import DATABASES
from livedocs.versions import MAIN_VERSION
from tests.support.repository import GENERATED

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CHECK = ROOT / ".github" / "workflows" / "check.yml"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def load(path):
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_valid(path):
    check_schema("vendor.github-workflows", path)


def test_compose_file_is_valid():
    check_schema("vendor.compose-spec", ROOT / "compose.yaml")


def check_schema(schema, path):
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_workflow_is_noticed(tmp_path):
    (tmp_path / "check.yml").write_text(
        "on: push\njobs:\n  x:\n    steps:\n      - rum: make test\n", "utf-8"
    )
    with pytest.raises(AssertionError):
        check_schema("vendor.github-workflows", tmp_path / "check.yml")


def steps():
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            for step in job.get("steps", []):
                yield f"{path.name}/{name}", step


def test_every_command_of_the_workflows_is_a_target_of_the_makefile():
    commands = [step["run"] for _, step in steps() if "run" in step]
    assert sorted(commands) == ["make build", "make check", "make test"]
    for command in commands:
        done = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_check_runs_every_checker():
    done = subprocess.run(["make", "--dry-run", "check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for command in ("biome ci ", "/tsc --project ", "/ruff check", "/ruff format --check", "/mypy"):
        assert command in done.stdout
    assert "\nmake check\nmake test\n" in (ROOT / ".ci" / "run").read_text("utf-8")


CHECKED = [
    (["ruff", "check"], "livedocs", "import os\n", "F401"),
    (["ruff", "check"], "tests", "import os\n", "F401"),
    (["ruff", "check"], "livedocs", f"x = '{'a' * 110}'\n", "E501"),
    (["ruff", "format", "--check"], "benchmarks", "x = 'a'\n", "would be reformatted"),
    (["mypy", "--no-incremental"], "livedocs", "def f(x):\n    return x\n", "[no-untyped-def]"),
    (["mypy", "--no-incremental"], "benchmarks", "x: int = ''\n", "[assignment]"),
    (["mypy", "--no-incremental"], "livedocs", "x = 1  # type: ignore\n", "[unused-ignore]"),
]


@pytest.mark.parametrize(
    ("command", "folder", "source", "code"), CHECKED, ids=[f"{c[0]}-{code}-{f}" for c, f, _, code in CHECKED]
)
def test_a_mistake_is_reported(tmp_path, command, folder, source, code):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "__init__.py").write_text(source, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", *command, folder], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert code in done.stdout


EXCEPTION = re.compile(r"# ?(?:noqa|type: ignore)\b(.*)")
WITH_REASON = re.compile(r"(?:: [A-Z]+\d+|\[[\w-]+\]) (?:-|#) \w.*")  # after the rule that it is from


def without_reason(source):
    """The exceptions from rules of ruff and mypy that name no rule, or give no reason."""
    return [match[0] for match in EXCEPTION.finditer(source) if not WITH_REASON.fullmatch(match[1])]


def test_an_exception_from_a_rule_has_a_reason():
    for folder in ("livedocs", "benchmarks", "runtime", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            if path != Path(__file__):
                assert not without_reason(path.read_text("utf-8")), relative(path)


@pytest.mark.parametrize(
    "comment", ["noqa", "noqa: F401", "noqa - why", "type: ignore", "type: ignore[misc]"]
)
def test_an_exception_without_a_reason_is_noticed(comment):
    assert without_reason(f"import os  # {comment}\n") == [f"# {comment}"]
    assert (
        without_reason("import os  # noqa: F401 - it is looked for\nx = 1  # type: ignore[misc] # why\n")
        == []
    )


def test_a_dry_run_of_serve_only_prints_its_commands():
    command = ["make", "--dry-run", "serve", "ADDRESS=127.0.0.1:1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "mkdocs serve --dev-addr 127.0.0.1:1" in done.stdout, done.stderr


def test_actions_are_pinned():
    for where, step in steps():
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), (where, step["uses"])


def test_the_workflow_covers_what_is_locked():
    runs = load(CHECK)["jobs"]["check"]["strategy"]["matrix"]["include"]
    versions = {path.stem.removeprefix("sqlalchemy-") for path in LOCKS}
    pythons = {run["python"] for run in runs}
    assert "3.11" in pythons and len(pythons) > 1
    assert {(run["python"], run["sqlalchemy"]) for run in runs} == {(p, v) for p in pythons for v in versions}
    complete = [run for run in runs if "tests" not in run]
    assert [run["sqlalchemy"] for run in complete] == [MAIN_VERSION], "once, all tests"
    for run in runs:
        if run not in complete:  # what is left out is what the complete run has done
            selected = "not browser" if run["sqlalchemy"] == MAIN_VERSION else "sqlalchemy"
            assert selected in run["tests"], run


def test_a_newer_commit_of_a_pull_request_ends_the_check_of_the_older_one():
    concurrency = load(CHECK)["concurrency"]
    assert "github.ref" in concurrency["group"] and "pull_request" in concurrency["cancel-in-progress"]


def test_the_workflow_keeps_what_it_downloads():
    kept = {step["uses"].split("@")[0]: step["with"] for _, step in steps() if "with" in step}
    assert kept["actions/cache"]["path"] == ".runtime/npm"
    setups = [step["with"] for _, step in steps() if step.get("uses", "").startswith("actions/setup-python@")]
    assert [setup.get("cache") for setup in setups] == ["pip"] * len(setups)


def test_workflow_and_compose_file_start_the_same_servers():
    services = load(CHECK)["jobs"]["check"]["services"]
    containers = load(ROOT / "compose.yaml")["services"]
    assert {*services, "sqlite"} == {*containers, "sqlite"} == set(DATABASES)
    for name, url in ((d.name, d.default_url) for d in DATABASES.values() if d.is_server):
        assert services[name]["image"] == containers[name]["image"]
        port = re.search(r":(\d+)/", url)[1]
        assert services[name]["ports"] == [f"{port}:{port}"]
        assert containers[name]["ports"] == [f"127.0.0.1:{port}:{port}"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_have_hashes_and_no_addresses(path):
    text = path.read_text("utf-8")
    packages = re.findall(r"^([\w.-]+)==", text, re.MULTILINE)
    assert "sqlalchemy" in packages and text.count("--hash=sha256:") > len(packages)
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=" in block for block in blocks)


def test_both_locks_differ_in_sqlalchemy_only():
    def versions(path):
        return dict(re.findall(r"^([\w.-]+)==(\S+)", path.read_text("utf-8"), re.MULTILINE))

    one, other = (versions(path) for path in LOCKS)
    assert {name for name in one | other if one.get(name) != other.get(name)} == {"sqlalchemy"}


def test_files_name_no_machine_and_no_registry():
    hosts = re.compile(
        rb"pypi[.]org|python"
        rb"hosted|registry[.]npm"
        rb"js|deb[.]deb"
        rb"ian|" + str(ROOT).encode() + rb"\b"
    )
    for path in sorted(ROOT.rglob("*")):
        ignored = GENERATED(str(path.parent), [path.name]) or any(
            part == ".runtime" or GENERATED("", [part]) for part in path.relative_to(ROOT).parts
        )
        if path.is_file() and not ignored and path.name != "test_setup.py":
            assert not hosts.search(path.read_bytes()), relative(path)


def test_an_unknown_version_is_refused():
    done = subprocess.run(["make", "test", "SQLALCHEMY=1.4"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0 and "SQLALCHEMY is one of" in done.stderr and "2.0" in done.stderr


def test_an_old_python_is_refused(tmp_path):
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["make", "test", f"VENV={tmp_path}/venv"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    assert done.returncode != 0 and "needs Python 3.11 or newer" in done.stderr, done.stderr


def test_the_wrong_sqlalchemy_is_refused():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "examples/deleting/default.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "SQLALCHEMY": "1.4"},
    )
    assert done.returncode != 0 and "SQLALCHEMY is 1.4, but this environment" in done.stderr + done.stdout


def test_every_dependency_is_named_with_what_it_is_for():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    named = {name for cell, purpose in rows if purpose.strip() for name in re.findall(r"`([^`]+)`", cell)}
    wanted = set()
    for folder in ("runtime", "requirements/npm"):
        wanted |= set(json.loads((ROOT / folder / "package.json").read_text("utf-8"))["dependencies"])
    for path in (ROOT / "requirements").glob("*.in"):
        wanted |= {
            re.match(r"[\w.-]+", line)[0]
            for line in path.read_text("utf-8").splitlines()
            if line.strip() and not line.startswith(("#", "-"))
        }
    assert {"mkdocs", "sqlalchemy", "pillow", "pyodide", "typescript"} < wanted
    assert wanted - named == set()
