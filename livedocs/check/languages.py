"""Whether a language of the table is complete: its catalogue, its pages, the titles of its sections."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from livedocs import Diagnostic, relative
from livedocs.i18n import SECTIONS, Words, catalogue
from livedocs.languages import DEFAULT, LANGUAGES

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def incomplete_languages(docs: Path, config_file: Path, titles: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What the languages lack, one diagnostic for each thing; nothing can be built before it is there.

    `titles` is what the configuration has as the titles of each section: {section: {language: title}, or
    None}.
    """
    try:
        reference = catalogue(DEFAULT)
    except Diagnostic as diagnostic:
        yield diagnostic
        return
    for language in LANGUAGES:
        try:
            yield from catalogue_differences(reference, catalogue(language))
        except Diagnostic as diagnostic:
            yield diagnostic
        if not any((docs / language).rglob("*.md")):
            yield Diagnostic(
                docs / language, 1, f"there is no page in {language}. Write the pages of docs/{DEFAULT} in it"
            )
    untitled = {
        name: [code for code in LANGUAGES if code not in (known or {})] for name, known in titles.items()
    }
    listed = ", ".join(f"{name!r} ({', '.join(codes)})" for name, codes in untitled.items() if codes)
    if listed:
        yield Diagnostic(config_file, 1, f"extra.sections has no title for {listed}")


def catalogue_differences(reference: Words, words: Words) -> Iterator[Diagnostic]:
    """Where a catalogue has other keys or placeholders than another one, as one diagnostic of each kind."""
    wanted, found = dict(_texts(reference)), dict(_texts(words))
    name = relative(reference.path)
    missing = [*(section for section in SECTIONS if section not in words), *(wanted.keys() - found.keys())]
    if missing:
        yield Diagnostic(words.path, 1, f"it lacks what {name} has: {_listed(missing)}")
    if unknown := found.keys() - wanted.keys():
        yield Diagnostic(words.path, 1, f"it has what {name} lacks: {_listed(unknown)}")
    for key in wanted.keys() & found.keys():
        here, there = placeholders(found[key]), placeholders(wanted[key])
        if here != there:
            yield Diagnostic(
                words.path,
                1,
                f"{key} has {_listed(here) or 'no placeholder'}, but {_listed(there) or 'none'} in {name}",
            )


def placeholders(text: Any) -> set[str]:
    """The placeholders of a text; none in a list of texts."""
    return set(_PLACEHOLDER.findall(text)) if isinstance(text, str) else set()


def _texts(words: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    """Each text with its key: ``run.views.output``."""
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{place}{key}.")
        else:
            yield f"{place}{key}", value


def _listed(names: Any) -> str:
    return ", ".join(sorted(names))
