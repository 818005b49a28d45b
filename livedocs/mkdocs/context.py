"""What the templates in ``theme/`` are given for each page."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from livedocs.i18n import catalogue
from livedocs.languages import DEFAULT, FALLBACK, LANGUAGES
from livedocs.mkdocs.publish import preview_place
from livedocs.render import preview
from livedocs.site import Page, Site


def set_language(context: dict[str, Any], config: MkDocsConfig, language: str, address: str) -> None:
    """The words, the site's name and the links to the same page in each language.

    `address` is that of the page below the language's root.
    """
    words = {code: catalogue(code)["build"] for code in LANGUAGES}
    config.theme["language"] = language
    config.site_name = words[language]["site_name"]
    context["language"] = language
    context["words"] = words[language]
    context["locale"] = LANGUAGES[language].locale
    context["languages"] = [
        {
            "code": code,
            "name": LANGUAGES[code].name,
            "locale": LANGUAGES[code].locale,
            "words": words[code],
            "url": f"{code}/{address}",
            "absolute": f"{config.site_url or '/'}{code}/{address}",
        }
        for code in LANGUAGES
    ]


def set_template(context: dict[str, Any], config: MkDocsConfig, navigation: dict[str, Navigation]) -> None:
    """What the templates show that belong to no page: the site's root, and the page for wrong addresses."""
    set_language(context, config, DEFAULT, "")
    context["fallback"] = FALLBACK
    context["nav"] = navigation[DEFAULT]
    for other in context["languages"]:
        other["nav"] = navigation[other["code"]]


def set_page(
    context: dict[str, Any],
    config: MkDocsConfig,
    page: MkDocsPage,
    own: Page,
    site: Site,
    navigation: Navigation,
) -> None:
    """Everything that theme/main.html and its partials show of a page."""
    set_language(context, config, own.language, own.address)
    by_name = {other.file.src_uri: other for other in navigation.pages}
    context["nav"] = navigation
    context["contents"] = [] if page == navigation.homepage else headings(page)
    context["related"] = [by_name[name] for name in site.related(own, list(by_name))]
    context["social"] = social(page, own, config)
    context["x_default"] = f"{config.site_url or '/'}{FALLBACK}/{own.address}"


def headings(page: MkDocsPage) -> list[Any]:
    """The headings below the page's own, as theme/partials/toc.html lists them."""
    found = list(page.toc)
    return found[0].children if found and found[0].level == 1 else found


def social(page: MkDocsPage, own: Page, config: MkDocsConfig) -> dict[str, Any]:
    """What theme/partials/social-meta.html says to sites that show a link to the page."""
    label = catalogue(own.language)["build"]
    return {
        "type": "website" if own.is_first else "article",
        "title": own.headline,
        "description": page.meta.get("description"),
        "url": page.canonical_url or page.url,
        "image": f"{config.site_url or '/'}{preview_place(own.src_uri)}",
        "width": preview.WIDTH,
        "height": preview.HEIGHT,
        "alt": label["preview_alt"].format(site_name=label["site_name"], title=own.headline),
    }
