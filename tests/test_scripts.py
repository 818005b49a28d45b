"""The types of the scripts: TypeScript reads them, misses no script, and refuses what does not fit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from livedocs import ROOT, relative
from tests.support.small_site import plant

CONFIGURATIONS = ("tsconfig.json", "tsconfig.worker.json", "tsconfig.node.json")
TOOLS = Path(".cache/npm")  # of the Makefile
SCRIPTS = sorted(
    path
    for folder in ("theme", "runtime")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".js", ".mjs")
)


@pytest.fixture(scope="module")
def tools():
    """The folder of what `make check-web` installs."""
    if not (ROOT / TOOLS / "node_modules/.bin/tsc").exists():
        command = ["make", f"{TOOLS}/.installed"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            said = done.stderr.strip().splitlines() or ["make failed"]
            reason = f"npm cannot install TypeScript, and the scripts' types are not checked: {said[0]}"
            if os.environ.get("CI"):
                pytest.fail(f"{reason}. (CI is set: that is a failure.)")
            pytest.skip(reason)
    return ROOT / TOOLS


@pytest.fixture
def copy(tools, tmp_path):
    """A copy of the scripts, and of what their types are about."""
    for name in ("theme/assets", "runtime", "types", "livedocs/i18n"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("theme/service-worker.js", *CONFIGURATIONS):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / TOOLS).parent.mkdir()
    (tmp_path / TOOLS).symlink_to(tools)
    return tmp_path


def tsc(folder, configuration, *options):
    """What `make check-web` runs: (exit status, what it wrote)."""
    done = subprocess.run(
        [folder / TOOLS / "node_modules/.bin/tsc", "--project", configuration, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},  # Node
    )
    return done.returncode, done.stdout + done.stderr


def test_each_script_is_checked(copy):
    listed = "".join(tsc(copy, configuration, "--listFilesOnly")[1] for configuration in CONFIGURATIONS)
    checked = {Path(line) for line in listed.splitlines()}
    assert len(SCRIPTS) > 30
    assert [path for path in SCRIPTS if copy / path.relative_to(ROOT) not in checked] == []


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_the_types_fit(copy, configuration):
    assert tsc(copy, configuration) == (0, "")


FAULTS = {
    "a text that no catalogue has": (
        "tsconfig.json",
        "theme/assets/run/run-panel.js",
        "words.preparing",
        "words.preparings",
        "Property 'preparings' does not exist",
    ),
    "an argument of another type": (
        "tsconfig.json",
        "theme/assets/run/share.js",
        "fromRoot(`${language}/playground/`)",
        "fromRoot(LARGEST)",
        "'number' is not assignable to parameter of type 'string'",
    ),
    "an element that may be missing": (
        "tsconfig.json",
        "theme/assets/run/runnable-block.js",
        'this.figure.querySelector(".example-download")?.',
        'this.figure.querySelector(".example-download").',
        "Object is possibly 'null'",
    ),
    "a message that the frame does not know": (
        "tsconfig.json",
        "theme/assets/run/runtime.js",
        'post({ type: "stop" })',
        'post({ type: "halt" })',
        "Type '\"halt\"' is not assignable to type",
    ),
    "a message that the page does not know": (
        "tsconfig.worker.json",
        "runtime/page/worker.js",
        'post({ type: "flood" })',
        'post({ type: "floods" })',
        "Type '\"floods\"' is not assignable to type",
    ),
    "data of the explorer": (
        "tsconfig.json",
        "theme/assets/run/explorer.js",
        "data.outcomes[i]",
        "data.outcome[i]",
        "Property 'outcome' does not exist on type 'Matrix'",
    ),
    "data of the search": (
        "tsconfig.worker.json",
        "theme/assets/search/search-engine.js",
        "[address, title, keywords, description, sections]",
        "[address, title, keywords, sections]",
        "Property 'forEach' does not exist on type 'string'",
    ),
    "an answer of the service worker": (
        "tsconfig.worker.json",
        "theme/service-worker.js",
        "return { result: storing !== null };",
        "return { result: storing };",
        "Type 'AbortController | null' is not assignable to type 'boolean",
    ),
    "what a worker does not have": (
        "tsconfig.worker.json",
        "theme/assets/search/search-worker.js",
        "await fetch(address)",
        "await fetch(document.URL)",
        "Cannot find name 'document'",
    ),
    "the manifest of the runtime": (
        "tsconfig.node.json",
        "runtime/build.mjs",
        "bytes: stored.length",
        "size: stored.length",
        "'size' does not exist in type 'RuntimeFile'",
    ),
}


@pytest.mark.parametrize(("configuration", "path", "old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_type_that_does_not_fit_is_found(copy, configuration, path, old, new, message):
    plant(copy, path, old, new)
    status, output = tsc(copy, configuration)
    assert status != 0 and output.startswith(f"{path}(") and message in output, output


def loopholes(source):
    """What would keep TypeScript from checking: exceptions without a reason, and the type `any`."""
    exceptions = re.findall(r"@ts-(?!expect-error: \w).*", source)
    return exceptions + re.findall(r"@\w+ \{[^}]*\bany\b.*", source)


def test_no_script_is_excepted():
    for path in (*SCRIPTS, *(ROOT / "types").iterdir()):
        assert loopholes(path.read_text("utf-8")) == [], relative(path)


@pytest.mark.parametrize(
    "line",
    [
        "// @ts-nocheck",
        "// @ts-ignore: why",
        "// @ts-expect-error",
        "/** @type {any} */",
        "/** @param {Map<string, any>} a */",
    ],
)
def test_an_exception_is_noticed(line):
    assert len(loopholes(f"{line}\nlet a;\n")) == 1
    assert loopholes("// @ts-expect-error: it has more than its type says\nlet a;\n") == []
