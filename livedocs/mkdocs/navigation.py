"""The navigation, which mkdocs.yml has once, for each language."""

from collections.abc import Iterator
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation

from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES, fallback_first


def localised(nav: list[Any] | None, titles: dict[str, dict[str, str]]) -> list[Any]:
    """`nav` of mkdocs.yml, repeated for each language; `titles` is {section: {language: title}}."""

    def items_of(items: list[Any], language: str) -> Iterator[Any]:
        for item in items:
            if isinstance(item, dict):
                ((name, inner),) = item.items()
                yield {titles[name][language]: list(items_of(inner, language))}
            else:
                yield f"{language}/{item}"

    if not nav:
        raise PluginError("mkdocs.yml: nav is missing; it lists the pages, each once")
    return [{language: list(items_of(nav, language))} for language in LANGUAGES]


def section_names(nav: list[Any]) -> Iterator[str]:
    """The names of the sections in `nav` of mkdocs.yml."""
    for item in nav:
        for name, inner in item.items() if isinstance(item, dict) else ():
            yield name
            yield from section_names(inner)


def by_language(nav: Navigation) -> dict[str, Navigation]:
    """A navigation for each language, in which neighbours are pages of that language."""
    found = {}
    for language, section in zip(LANGUAGES, nav.items, strict=True):
        for child in section.children:
            child.parent = None
        own = [page for page in nav.pages if page.file.src_uri.startswith(f"{language}/")]
        for before, page, after in zip([None, *own], own, [*own[1:], None], strict=False):
            page.previous_page, page.next_page = before, after
        found[language] = Navigation(section.children, own)
        found[language].homepage = own[0] if own else None
    return found


def subjects(navigation: dict[str, Navigation]) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The navigation as `livedocs.render.markdown.llms_txt` takes it."""
    for language in fallback_first():
        by_heading: dict[str, list[tuple[str, str, str]]] = {}
        for page in navigation[language].pages:
            heading = page.parent.title if page.parent else catalogue(language)["build"]["site_name"]
            entry = (page.title, page.file.src_uri, page.meta.get("description", ""))
            by_heading.setdefault(f"{LANGUAGES[language].name} · {heading}", []).append(entry)
        yield from by_heading.items()
