"""What references without an example stand for: tables and forms that are made from other files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from livedocs.content import glossary
from livedocs.matrix import MATRICES
from livedocs.matrix import render as matrix
from livedocs.render import counts, parameters, playground


@dataclass(frozen=True)
class Generated:
    """Both forms of a generated reference, each a function of the language.

    `page` returns Markdown for the page's source, or HTML if `is_html`; `export` Markdown without anything
    that needs the site. It is `page` where that already is such Markdown.
    """

    page: Callable[[str], str]
    export: Callable[[str], str]
    is_html: bool = False
    from_records: bool = False  # depends on the matrices' records alone


def _same(function: Callable[[str], str], from_records: bool = False) -> Generated:
    return Generated(function, function, from_records=from_records)


GENERATED = {
    "::: tested": _same(counts.tables),
    "::: claims": _same(counts.claims_table),
    "::: numbers": Generated(counts.numbers, counts.numbers_list),
    "::: glossary": _same(glossary.table),
    "::: parameters": _same(parameters.table),
    "::: playground": Generated(playground.playground, playground.starters),
    "::: explorer": Generated(matrix.explorer, matrix.explorer_link, is_html=True, from_records=True),
    "::: matrix-table": _same(matrix.table, from_records=True),
    "::: matrix-counts": _same(matrix.counts, from_records=True),
    **{
        f"::: {kind} {name}": _same(partial(function, entry), from_records=True)
        for kind, function in (("matrix-table", matrix.merged_table), ("matrix-counts", matrix.merged_counts))
        for name, entry in MATRICES.items()
        if entry.across
    },
}


def generated(kind: str) -> Generated:
    """What the reference ``::: kind`` stands for."""
    return GENERATED[f"::: {kind}"]
