"""The imports go the way that ARCHITECTURE.md says, and what its files and commands name exists."""

import ast
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from livedocs import ROOT

DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")
ENVIRONMENT = {"SITE_URL", "MATRIX"}  # variables that make passes on


def layers(text):
    """{package: how far down the table it is}, from the table of packages in ARCHITECTURE.md."""
    table = text.split("## Packages", 1)[1].split("\n\nOutside", 1)[0]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return {name: place for place, cell in enumerate(cells) for name in re.findall(r"`([\w.]+)`", cell)}


def imports(root, *folders):
    """Each import of a module below `folders`: (importing module, line, imported module or name in it)."""
    for path in sorted(path for folder in folders for path in (root / folder).rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield module, node.lineno, f"{node.module}.{alias.name}"
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    yield module, node.lineno, alias.name


def package(name, known):
    """The longest known package that `name` is or is in; "" for other projects."""
    candidates = [known_name for known_name in known if f"{name}.".startswith(f"{known_name}.")]
    return max(candidates, key=len, default="")


def wrong_imports(root, known):
    """The imports that go up in the table, and the modules that it does not name."""
    for module, line, imported in imports(root, "livedocs"):
        here, there = package(module, known), package(imported, known)
        if here == "livedocs" and module != "livedocs":
            yield f"{module} is not in the table"
        elif there and known[there] < known[here]:
            yield f"{module}:{line} imports {imported}"


def test_imports_go_down_the_table_of_packages():
    known = layers((ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert {"livedocs.mkdocs", "livedocs.site", "livedocs.content", "livedocs"} < known.keys()
    assert list(wrong_imports(ROOT, known)) == []


@pytest.mark.parametrize(
    ("module", "text", "found"),
    [
        (
            "content/pages.py",
            "from livedocs.render import html\n",
            "livedocs.content.pages:1 imports livedocs.render.html",
        ),
        (
            "content/pages.py",
            "def f():\n    import livedocs.site\n",
            "livedocs.content.pages:2 imports livedocs.site",
        ),
        ("new/pages.py", "from livedocs import ROOT, site\n", "livedocs.new.pages is not in the table"),
        ("render/html.py", "from livedocs.content import examples\nimport re\n", None),
        ("render/html.py", "from livedocs import ROOT, databases\nfrom livedocs.render import text\n", None),
    ],
)
def test_a_wrong_import_is_named(tmp_path, module, text, found):
    known = layers((ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    path = tmp_path / "livedocs" / module
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert next(wrong_imports(tmp_path, known), None) == found


def test_only_its_own_package_knows_mkdocs():
    outside = {module for module, _, name in imports(ROOT, "livedocs") if package(name, ("mkdocs",))}
    assert outside and all(module.startswith("livedocs.mkdocs") for module in outside)


def test_benchmarks_and_support_import_no_tests():
    found = [
        f"{module}:{line} imports {name}"
        for module, line, name in imports(ROOT, "benchmarks", "tests/support")
        if package(name, ("tests",))
        and not package(name, ("tests.support",))
        or package(name, ("benchmarks",))
        and module.startswith("tests.")
    ]
    assert found == []


# What the documents name -----------------------------------------------------------------------------


def named_paths(text):
    """The paths in code in a text, without those with a placeholder such as ``<topic>``."""
    for code in re.findall(
        r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    ):
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)+/?|[\w.-]+/", code):
            yield code


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_paths_that_a_document_names_exist(document):
    generated = (".runtime", ".cache", ".venv", "site/")
    paths = [
        path for path in named_paths((ROOT / document).read_text("utf-8")) if not path.startswith(generated)
    ]
    assert paths and [path for path in paths if not (ROOT / path).exists()] == []


def test_a_path_that_does_not_exist_is_found():
    text = "See `livedocs/nowhere.py`, `examples/<topic>/<name>.py`, `make test`\n```sh\npytest `a/b`\n```\n"
    assert list(named_paths(text)) == ["livedocs/nowhere.py"]


def commands(text):
    """Each command in the ``sh`` blocks of a document, and each `make …` in its text."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        yield from (line.partition("#")[0].strip() for line in block.splitlines() if line.strip())
    yield from re.findall(r"`((?:[A-Z_]+=\S+ )*make [^`…]*)`", text)


def wrong_command(command):
    """Why a command cannot be run, or None: its paths, modules, targets and variables have to exist."""
    words = shlex.split(command)
    given = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
    program, *arguments = (word for word in words if not re.match(r"[A-Z_]+=", word))
    if program == "make":
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for name in given.keys() - ENVIRONMENT:
            if f"$({name})" not in makefile:
                return f"the Makefile has no variable {name}"
        version = given.get("SQLALCHEMY", "all")
        if version != "all" and not (ROOT / "requirements" / f"sqlalchemy-{version}.txt").exists():
            return f"there is no SQLAlchemy {version}"
        done = subprocess.run(["make", "--dry-run", *arguments], cwd=ROOT, capture_output=True, text=True)
        return done.stderr.strip() or None if done.returncode else None
    if program == "python" and arguments[0] == "-m":
        module = Path(*arguments[1].split("."))
        exists = (ROOT / module).with_suffix(".py").exists() or (ROOT / module / "__main__.py").exists()
        return None if exists else f"there is no module {arguments[1]}"
    if program in ("python", "pytest"):
        missing = [path for path in arguments if "/" in path and not (ROOT / path).exists()]
        return f"there is no {missing[0]}" if missing else None
    if program in ("git", "docker", "."):
        return None
    return f"{program} is no program that a document may name"


@pytest.mark.parametrize("document", ("CONTRIBUTING.md", "README.md"))
def test_the_commands_of_a_document_can_be_run(document):
    found = set(commands((ROOT / document).read_text("utf-8")))
    assert len(found) > 5
    assert [(command, why) for command in sorted(found) if (why := wrong_command(command))] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Run `make tset`.", "No rule to make target 'tset'"),
        ("Run `make test ARG=x`.", "no variable ARG"),
        ("```sh\nmake test SQLALCHEMY=1.4\n```\n", "there is no SQLAlchemy 1.4"),
        ("  ```sh\n  pytest docs/en/none.md\n  ```\n", "there is no docs/en/none.md"),
        ("```sh\npython -m livedoc record\n```\n", "there is no module livedoc"),
        ("```sh\nnpx something\n```\n", "npx is no program"),
    ],
)
def test_a_command_that_cannot_be_run_is_found(text, why):
    (command,) = commands(text)
    assert why in (wrong_command(command) or "")


def test_no_test_lets_the_page_evaluate_text():
    """Playwright polls `wait_for_function` in the page, where the page's policy forbids it unless the first try holds."""
    forbidden = ".wait_for_" + "function("
    found = [path.name for path in (ROOT / "tests").rglob("*.py") if forbidden in path.read_text("utf-8")]
    assert found == [], "use tests.support.browser.until"
