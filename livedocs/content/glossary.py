"""The site's terms, from ``glossary.toml``: the glossary page, the synonyms of the search, the check of the pages in Korean."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from livedocs import LANGUAGES, ROOT, Diagnostic, read_text
from livedocs.content import markdown_blocks
from livedocs.content.error_index import title
from livedocs.labels import LABELS

PATH = Path(__file__).with_name("glossary.toml")
DOCS = ROOT / "docs"
_KEYS = {"en", "ko", "aliases", "avoid", "meaning", "page"}
_NEEDED = {*LANGUAGES, "meaning"}
_CODE = re.compile(r"`+[^`]*`+|\{[^}]*\}|\]\([^)]*\)|<[^>]*>")


@dataclass(frozen=True)
class Term:
    """A term: `name` and `meaning` by language; `page` as "deleting/orphans", `anchor` as "#default", both may be empty."""

    id: str
    group: str
    name: dict
    meaning: dict
    aliases: tuple
    avoid: tuple
    page: str
    anchor: str

    @property
    def forms(self):
        """All that people type for it; of "대기(pending)", both parts."""
        names = [part for name in self.name.values() for part in re.split(r"[()]", name) if part]
        return list(dict.fromkeys([*names, *self.aliases, *self.avoid]))


@dataclass(frozen=True)
class Glossary:
    """The file: the titles of the groups by language, the terms in its order, the names that are never translated, and
    the everyday words that only the search takes for one another."""

    groups: dict
    terms: list
    names: list
    words: list


def load(path=PATH, docs=DOCS):
    """Raises `Diagnostic` where the file cannot be used, or names a page that `docs` lacks; without `docs`, any will do."""
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Diagnostic(path, int(line[1]) if line else text.count("\n") + 1, f"this is no TOML: {error}") from error

    def problem(header, message):
        at = text.find(f"[{header}]")
        return Diagnostic(path, text.count("\n", 0, max(at, 0)) + 1, message)

    groups, terms = data.pop("groups", {}), []
    names, words = data.pop("names", []), data.pop("words", [])
    for group, entries in data.items():
        if not set(LANGUAGES) <= groups.get(group, {}).keys():
            header = f"{group}.{next(iter(entries), '')}"
            raise problem(header, f"write the titles of {group!r} below [groups], for {' and '.join(LANGUAGES)}")
        for id_, entry in entries.items():
            header = f"{group}.{id_}"
            if missing := _NEEDED - entry.keys():
                raise problem(header, f"{sorted(missing)[0]!r} is missing")
            if unknown := entry.keys() - _KEYS:
                raise problem(header, f"unknown key {sorted(unknown)[0]!r}; there are {', '.join(sorted(_KEYS))}")
            if not set(LANGUAGES) <= entry["meaning"].keys():
                raise problem(header, f"`meaning` needs {' and '.join(LANGUAGES)}")
            page, mark, anchor = entry.get("page", "").partition("#")
            for language in LANGUAGES if page and docs else ():
                file = docs / language / f"{page}.md"
                if not file.exists() or (anchor and f"#{anchor} }}" not in read_text(file)):
                    raise problem(header, f"there is no {entry['page']} in {language}: correct `page`")
            terms.append(
                Term(
                    id_,
                    group,
                    {language: entry[language] for language in LANGUAGES},
                    entry["meaning"],
                    tuple(entry.get("aliases", ())),
                    tuple(entry.get("avoid", ())),
                    page,
                    mark + anchor,
                )
            )
    return Glossary(groups, terms, names, words)


def synonyms(glossary=None):
    """What the search takes for one another: the forms of each term, and everyday words: [[form]]."""
    glossary = glossary or load(docs=None)
    return [*(term.forms for term in glossary.terms if len(term.forms) > 1), *glossary.words]


def table(language):
    """The glossary as Markdown: for each group a heading and a table, then the names that are never translated."""
    glossary, label = load(), LABELS[language]
    others = [code for code in LANGUAGES if code != language]
    lines = []
    for group, titles in glossary.groups.items():
        lines += [f"## {titles[language]} {{ #{group} }}", ""]
        head = [label["term"], *(LABELS[code]["language_name"] for code in others), label["meaning"], label["treated_in"]]
        lines += [_row(head), _row(["---"] * len(head))]
        terms = [term for term in glossary.terms if term.group == group]
        for term in sorted(terms, key=lambda term: term.name[language].casefold()):
            link = ""
            if term.page:
                file = f"{language}/{term.page}.md"
                link = f"[{title(DOCS / file)}](/{file}{term.anchor})"
            name = f'<span id="term-{term.id}">{term.name[language]}</span>'
            foreign = [f'<span lang="{code}">{term.name[code]}</span>' for code in others]
            lines.append(_row([name, *foreign, term.meaning[language], link]))
        lines.append("")
    lines += [f"## {label['names']} {{ #names }}", "", label["names_note"], ""]
    lines.append(", ".join(f"`{name}`" for name in glossary.names))
    return "\n".join(lines)


def _row(cells):
    return "| " + " | ".join(cells) + " |"


@cache
def _avoided():
    return [(form, term.name["ko"]) for term in load(docs=None).terms for form in term.avoid]


def problems(path, text=None):
    """Where the Korean page at `path` uses a form that the glossary avoids. Code and `keywords` may hold any."""
    for block in markdown_blocks.scan(read_text(path) if text is None else text):
        if block.kind in ("code", "comment", "reference"):
            continue
        for number, line in enumerate(block.lines, block.line):
            if block.kind == "front matter" and line.startswith("keywords:"):
                continue
            prose = _CODE.sub(" ", line)
            for form, right in _avoided():
                if form in prose:
                    yield Diagnostic(path, number, f"write {right!r} instead of {form!r}, as the glossary has it")
