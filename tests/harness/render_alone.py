"""The HTML of one page's text without a build of the site: by the same steps, in less than a second."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from livedocs import ROOT
from livedocs.render import highlight
from livedocs.site import Page

BUILTIN = ("toc", "tables", "fenced_code")  # what MkDocs adds to the extensions of its configuration


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml``, in which ``!ENV`` names a variable and what is taken without it."""


_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


@cache
def configuration(path: Path = ROOT / "mkdocs.yml") -> dict[str, Any]:
    """What ``mkdocs.yml`` says, without a look at the environment."""
    return yaml.load(path.read_text("utf-8"), _Loader)


def extensions(listed: list) -> dict[str, dict]:
    """The Markdown extensions of the site: {name: its settings}. `listed` is as in ``mkdocs.yml``."""
    found: dict[str, dict] = {name: {} for name in BUILTIN}
    for entry in listed:
        found |= (
            {name: settings or {} for name, settings in entry.items()}
            if isinstance(entry, dict)
            else {entry: {}}
        )
    return found | {"pymdownx.superfences": {"custom_fences": highlight.custom_fences()}}


def page_html(page: Page, listed: list | None = None) -> str:
    """The HTML of a page's text; `listed` are other extensions than those of ``mkdocs.yml``."""
    chosen = extensions(configuration()["markdown_extensions"] if listed is None else listed)
    markdown = Markdown(extensions=list(chosen), extension_configs=chosen)
    return page.html(markdown.convert(page.markdown))
