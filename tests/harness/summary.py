"""What a run says at its end: the blocks that were checked, and what was not."""

from collections import Counter
from collections.abc import Iterator

import sqlalchemy

from livedocs.content import claims
from livedocs.databases import DATABASES
from livedocs.render import counts, parameters
from tests.harness.runs import Runs


def unchecked(runs: Runs) -> Iterator[str]:
    """A line for each database whose server is missing."""
    for database in DATABASES:
        if runs.skipped[database] or runs.unchecked[database]:
            name, why = DATABASES[database].title, runs.laboratory.missing[database]
            yield f"NOT CHECKED on {name}: {runs.skipped[database]} tests skipped. {why}"
            if pages := len(runs.unchecked[database]):
                yield f"NOT CHECKED on {name}: the blocks of {pages} pages that show what it did"


def counted(runs: Runs) -> Iterator[str]:
    """The table of each page's blocks by kind, all checked, and the runs behind them."""
    total = sum((runs.executed[page] for page in runs.shown), Counter())
    kinds = [kind for kind in counts.KINDS if total[kind]]
    width = max(map(len, (*runs.shown, "executed and compared")))
    yield f"{'executed and compared':{width}}" + "".join(f"{kind:>10}" for kind in (*kinds, "all", "shown"))
    for page, shown in sorted(runs.shown.items()):
        count = runs.executed[page]
        numbers = [*(count[kind] for kind in kinds), count.total(), shown]
        yield f"{page:{width}}" + "".join(f"{number:>10}" for number in numbers)
    done = runs.done()
    on = ", ".join(
        f"{DATABASES[database].title} {done[database]}" for database in DATABASES if done[database]
    )
    if runs.is_complete:
        places = parameters.shown("en")
        missing = [name for name in places if not places[name]]
        number = f"{len(places) - len(missing)} of {len(places)}"
        left = ", ".join(missing) or "any"
        yield f"{number} parameters of relationship() are in code that was executed; not yet {left}"
    if tried := runs.circumstances():
        yield f"{len(claims.all_claims())} checks of sentences under {tried} circumstances"
    shown = sum(runs.shown.values())
    yield (
        f"{total.total()} of {shown} blocks; "
        f"examples run with SQLAlchemy {sqlalchemy.__version__}: {on or 'none'}"
    )
