"""Whether the sentences that claims quote stand on their pages, and which strong sentences no claim tries."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from livedocs import Diagnostic, relative
from livedocs.content import claims
from livedocs.content.claims import Claim, Passage, Place
from livedocs.content.markdown_blocks import plain_text
from livedocs.languages import LANGUAGES


def quote_diagnostics(
    claim: Claim, place: Place, language: str, text: str, path: Path
) -> Iterator[Diagnostic]:
    """What is wrong with one sentence that `claim` quotes; `text` is the Markdown of the page at `path`."""
    if language not in place.quotes:
        yield claim.problem(place.line, f"the sentence is missing in {language}. Write `# {language}: …`")
        return
    quote = place.quotes[language]
    wanted = plain_text(quote.text)
    passages = [passage for passage in claims.passages(text) if passage.anchor == place.anchor]
    if not passages:
        message = f"{relative(path)} has no heading with the id {place.anchor!r}. Correct `# at:`"
        yield claim.problem(place.line, message)
    elif not any(claims.find(wanted, passage.text) >= 0 for passage in passages):
        message = f"{relative(path)}#{place.anchor} does not hold this sentence: {quote.text!r}."
        if near := _nearest(wanted, passages):
            line, sentence = near
            message = f"{relative(path)}:{line} says {sentence!r}, and not this sentence: {quote.text!r}."
        yield claim.problem(quote.line, f"{message} Look whether the check tries what is there, and quote it")


def _nearest(wanted: str, passages: list[Passage]) -> tuple[int, str] | None:
    """(line, sentence) of what is most like `wanted`."""
    found = {sentence: passage.line for passage in passages for sentence in claims.sentences(passage.text)}
    near = difflib.get_close_matches(wanted, found, n=1, cutoff=0.5)
    return (found[near[0]], near[0]) if near else None


def page_diagnostics(docs: Path, name: str, texts: dict[Path, str]) -> Iterator[Diagnostic]:
    """The sentences quoted from a page that do not stand there. `name` is its file below its language."""
    for claim, place in claims.quoting(name.removesuffix(".md")):
        for path, text in texts.items():
            language = path.relative_to(docs).parts[0]
            if language in place.quotes:
                yield from quote_diagnostics(claim, place, language, text, path)


def incomplete(docs: Path) -> Iterator[Diagnostic]:
    """Claims that cannot be read, of pages that do not exist, or without their sentence in a language."""
    lacking: dict[str, list[Diagnostic]] = {language: [] for language in LANGUAGES}
    for path in claims.paths():
        try:
            claim = claims.load(path)
        except Diagnostic as diagnostic:
            yield diagnostic
            continue
        for place in claim.places:
            if not all((docs / language / f"{place.page}.md").exists() for language in LANGUAGES):
                yield claim.problem(place.line, f"there is no page {place.page}.md in each language")
            for language in LANGUAGES.keys() - place.quotes.keys():
                message = f"the sentence is missing in {language}. Write `# {language}: …`"
                lacking[language].append(claim.problem(place.line, message))
    for found in filter(None, lacking.values()):  # a new language lacks all
        more = f". So are {len(found) - 1} more" if len(found) > 1 else ""
        yield Diagnostic(found[0].path, found[0].line, f"{found[0].message}{more}")
