"""The site's terms, from ``glossary.toml``.

They make the glossary page and the synonyms of the search, and the pages' terms are checked against them.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from livedocs import ROOT, Diagnostic, read_text
from livedocs.content import markdown_blocks
from livedocs.content.error_index import title
from livedocs.content.markdown_table import row
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES

PATH = Path(__file__).with_name("glossary.toml")
DOCS = ROOT / "docs"
_KEYS = {*LANGUAGES, "aliases", "avoid", "meaning", "page"}
_CODE = re.compile(r"`+[^`]*`+|\{[^}]*\}|\]\([^)]*\)|<[^>]*>")


@dataclass(frozen=True)
class Term:
    """A term: `name`, `meaning` and `avoid` by language.

    `page` is such as "deleting/orphans" and `anchor` such as "#default"; both may be empty.
    """

    id: str
    group: str
    name: dict[str, str]
    meaning: dict[str, str]
    aliases: tuple[str, ...]
    avoid: dict[str, list[str]]
    page: str
    anchor: str

    @property
    def forms(self) -> list[str]:
        """All that people type for it; of "대기(pending)", both parts."""
        names = [part for name in self.name.values() for part in re.split(r"[()]", name) if part]
        avoided = [form for forms in self.avoid.values() for form in forms]
        return list(dict.fromkeys([*names, *self.aliases, *avoided]))


@dataclass(frozen=True)
class Glossary:
    """The file: the titles of the groups by language, and the terms in its order.

    `names` are never translated; the search takes everyday `words` of one list for one another.
    """

    groups: dict[str, dict[str, str]]
    terms: list[Term]
    names: list[str]
    words: list[list[str]]


def load(path: Path = PATH, docs: Path | None = DOCS) -> Glossary:
    """Reads the file. Raises `Diagnostic` if it is invalid, lacks a language, or names a page not in `docs`.

    Without `docs`, as the search reads it, it may name any page, and a term may have no form in some
    language.
    """
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        raise Diagnostic(path, number, f"this is not valid TOML: {error}") from error

    def problem(header: str, message: str) -> Diagnostic:
        at = text.find(f"[{header}]")
        return Diagnostic(path, text.count("\n", 0, max(at, 0)) + 1, message)

    groups, terms = data.pop("groups", {}), []
    names, words = data.pop("names", []), data.pop("words", [])
    for group, entries in data.items():
        if docs and not set(LANGUAGES) <= groups.get(group, {}).keys():
            header = f"{group}.{next(iter(entries), '')}"
            raise problem(
                header, f"write the titles of {group!r} below [groups], for {' and '.join(LANGUAGES)}"
            )
        for id_, entry in entries.items():
            try:
                terms.append(_term(id_, group, entry, docs))
            except ValueError as error:
                raise problem(f"{group}.{id_}", str(error)) from error
    return Glossary(groups, terms, names, words)


def _term(id_: str, group: str, entry: dict[str, Any], docs: Path | None) -> Term:
    """The term that the file has as `entry`. Raises `ValueError` with what is wrong."""
    needed = {*LANGUAGES, "meaning"} if docs else set()
    if missing := needed - entry.keys():
        raise ValueError(f"{sorted(missing)[0]!r} is missing")
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r}; there are {', '.join(sorted(_KEYS))}")
    meaning, avoid = entry.get("meaning", {}), entry.get("avoid", {})
    if docs and not set(LANGUAGES) <= meaning.keys():
        raise ValueError(f"`meaning` needs {' and '.join(LANGUAGES)}")
    if not isinstance(avoid, dict) or not avoid.keys() <= LANGUAGES.keys():
        raise ValueError(f"write `avoid` for a language: avoid.{next(iter(LANGUAGES))} = […]")
    page, mark, anchor = entry.get("page", "").partition("#")
    for folder in [docs / language for language in LANGUAGES] if page and docs else ():
        file = folder / f"{page}.md"
        if not file.exists() or (anchor and f"#{anchor} }}" not in read_text(file)):
            raise ValueError(f"there is no {entry['page']} in {folder.name}: correct `page`")
    names = {language: entry[language] for language in LANGUAGES if language in entry}
    return Term(id_, group, names, meaning, tuple(entry.get("aliases", ())), avoid, page, mark + anchor)


def synonyms(glossary: Glossary | None = None) -> list[list[str]]:
    """What the search takes for one another: the forms of each term, and everyday words."""
    glossary = glossary or load(docs=None)
    return [*(term.forms for term in glossary.terms if len(term.forms) > 1), *glossary.words]


def table(language: str) -> str:
    """The glossary as Markdown: a heading and a table for each group, then the names not to be translated."""
    glossary, label = load(), catalogue(language)["build"]
    others = [code for code in LANGUAGES if code != language]
    lines = []
    for group, titles in glossary.groups.items():
        lines += [f"## {titles[language]} {{ #{group} }}", ""]
        head = [
            label["term"],
            *(LANGUAGES[code].name for code in others),
            label["meaning"],
            label["treated_in"],
        ]
        lines += [row(*head), row(*["---"] * len(head))]
        terms = [term for term in glossary.terms if term.group == group]
        for term in sorted(terms, key=lambda term: term.name[language].casefold()):
            link = ""
            if term.page:
                file = f"{language}/{term.page}.md"
                link = f"[{title(DOCS / file)}](/{file}{term.anchor})"
            name = f'<span id="term-{term.id}">{term.name[language]}</span>'
            foreign = [f'<span lang="{code}">{term.name[code]}</span>' for code in others]
            lines.append(row(name, *foreign, term.meaning[language], link))
        lines.append("")
    lines += [f"## {label['names']} {{ #names }}", "", label["names_note"], ""]
    lines.append(", ".join(f"`{name}`" for name in glossary.names))
    return "\n".join(lines)


@cache
def _avoided(language: str) -> list[tuple[str, str]]:
    """What pages in the language do not say, and what they say instead."""
    return [
        (form, term.name[language]) for term in load(docs=None).terms for form in term.avoid.get(language, ())
    ]


def diagnostics(path: Path, language: str) -> Iterator[Diagnostic]:
    """Where a page uses a form that the glossary avoids in its language. Code and `keywords` may hold any."""
    for block in markdown_blocks.scan(read_text(path)):
        if block.kind in ("code", "comment", "reference"):
            continue
        for number, line in enumerate(block.lines, block.line):
            if block.kind == "front matter" and line.startswith("keywords:"):
                continue
            prose = _CODE.sub(" ", line)
            for form, right in _avoided(language):
                if form in prose:
                    yield Diagnostic(
                        path, number, f"write {right!r} instead of {form!r}, as the glossary has it"
                    )
