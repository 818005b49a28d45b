"""The same pages for a stock Material for MkDocs: ``python -m benchmarks.stock_site FOLDER [--language ko]``.

What the pages refer to is put into their Markdown, as text and as HTML, and `mkdocs.yml` has Material's
defaults.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml
from mkdocs.utils.yaml import yaml_load

from livedocs import ROOT, read_text
from livedocs.content import examples
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render.expand import expand, put_panels
from tests.support.processes import run

# Its fonts come from a host that cannot be reached from here; said wherever its figures are printed.
DIFFERS = "without its web fonts"


def markdown(path: Path, language: str, panels: bool = True) -> str:
    """The page's Markdown, with nothing in it that only this site's build understands.

    Without `panels`, of the results and the diagrams only the words that the search finds are in it.
    """
    expansion = expand(read_text(path), path, language)
    if expansion.problems:
        raise expansion.problems[0]
    text = put_panels(expansion.text, expansion.panels) if panels else expansion.text
    return re.sub(r"\A(---\n(?:.*\n)*?)template:.*\n", r"\1", text)  # one of this site's own


def _alone(text: str, language: str, site_url: str) -> str:
    """The Markdown of a site with one language at its root. The other languages' sites are next to it."""

    def outside(match: re.Match[str]) -> str:
        other, name, anchor = match.groups()
        address = re.sub(r"(^|/)index$", r"\1", name).rstrip("/")
        return f"]({urljoin(site_url, f'/{other}/')}{address}{'/' if address else ''}{anchor})"

    text = text.replace(f"](/{language}/", "](/")
    others = "|".join(other for other in LANGUAGES if other != language)
    return re.sub(rf"\]\(/({others})/([^)#]*)\.md([^)]*)\)", outside, text)


def navigation(
    items: Sequence[Any], titles: dict[str, dict[str, str]], language: str, prefix: str = ""
) -> list[Any]:
    """The site's navigation for one language, as stock MkDocs has it."""
    found: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            ((name, inner),) = item.items()
            found.append({titles[name][language]: navigation(inner, titles, language, prefix)})
        else:
            found.append(prefix + item)
    return found


def export(
    folder: Path,
    languages: Sequence[str] = tuple(LANGUAGES),
    site_url: str = "http://127.0.0.1:8000/",
    panels: bool = True,
) -> list[str]:
    """Writes ``mkdocs.yml`` and ``docs/`` below `folder`, with a folder for each of several languages.

    Returns the paths of the pages within ``docs/``.
    """
    config = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    docs = folder / "docs"
    several = len(languages) > 1
    written, nav = list[str](), list[Any]()
    for language in languages:
        prefix = f"{language}/" if several else ""
        source = ROOT / "docs" / language
        for path in sorted(source.rglob("*.md")):
            name = prefix + path.relative_to(source).as_posix()
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            text = markdown(path, language, panels)
            if not several:
                text = _alone(text, language, site_url)
            (docs / name).write_text(text, "utf-8")
            written.append(name)
        own = navigation(config["nav"], config["extra"]["sections"], language, prefix)
        nav += [{LANGUAGES[language].name: own}] if several else own
    for path in sorted(ROOT.glob("examples/*/*.py")):
        example = examples.load(path)
        for name in (path.name, *example.modules):
            target = docs / "examples" / path.parent.name / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path.parent / name, target)
    stock = {
        "site_name": catalogue(languages[0])["build"]["site_name"],
        "site_url": site_url,
        "nav": nav,
        "theme": {"name": "material", "language": languages[0], "font": False},
        "plugins": ["search"],
        "markdown_extensions": config["markdown_extensions"],
        "validation": config["validation"],
    }
    text = yaml.dump(stock, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return written


def build(folder: Path, site: Path) -> tuple[int, str]:
    """Builds what `export` wrote into the folder `site`. Returns (exit status, everything it wrote)."""
    return run("-m", "mkdocs", "build", "--strict", "--site-dir", str(site), cwd=folder)


def main(arguments: list[str] | None = None) -> int:
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock_site")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--language", action="append", choices=LANGUAGES, help="default: all, a folder for each"
    )
    parser.add_argument("--without-panels", action="store_true", help="leave results and diagrams out")
    options = parser.parse_args(arguments)
    pages = export(options.folder, tuple(options.language or LANGUAGES), panels=not options.without_panels)
    print(f"{len(pages)} pages in {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
