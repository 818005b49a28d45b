"""What a first visit transfers: bytes, requests, other hosts."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from benchmarks.report import Bound, spread, table
from benchmarks.server import Answer
from benchmarks.website.measurement import Measurement
from benchmarks.website.sites import Site, load

MOST = 100_000  # bytes


@dataclass(frozen=True)
class Visit:
    """`body` and `head` are bytes, of bodies as sent and of headers; `elsewhere`: URLs on other hosts."""

    page: str
    answers: tuple[Answer, ...]
    elsewhere: tuple[str, ...]

    @property
    def body(self) -> int:
        return sum(answer.body for answer in self.answers)

    @property
    def head(self) -> int:
        return sum(answer.head for answer in self.answers)

    @property
    def requests(self) -> int:
        return len(self.answers)


def first_visit(chromium: Browser, site: Site, page: str) -> Visit:
    """What a browser with an empty cache requests by itself, until it requests nothing more."""
    context = chromium.new_context()
    tab, elsewhere = context.new_page(), list[str]()
    here = urlsplit(site.origin).netloc

    def watch(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != here:
            elsewhere.append(request.url)

    context.on("request", watch)
    before = len(site.server.answers)
    load(tab, site, page)
    answers = site.server.answers[before:]
    context.close()
    return Visit(page, tuple(answers), tuple(elsewhere))


def bounds(visits: Sequence[Visit]) -> list[Bound]:
    most = max(visits, key=lambda visit: visit.body)
    other = [f"{visit.page} asks {address}" for visit in visits for address in visit.elsewhere]
    return [
        Bound(
            f"first visit, the heaviest page, {most.page or '/'}", most.body / 1000, MOST / 1000, unit=" kB"
        ),
        Bound("first visit, requests to another host", len(other), 0),
    ]


def measure(measurement: Measurement) -> list[Bound]:
    rows: list[list[object]] = [
        [
            "first visit, compressed",
            "pages",
            "kB, median (least–most)",
            "most: page",
            "requests",
            "headers kB",
            "other hosts",
        ]
    ]
    found = list[Bound]()
    for site in measurement.sites:
        visits = [first_visit(measurement.chromium, site, page) for page in site.pages]
        groups = dict[str, list[Visit]]()
        for visit in visits:
            prefix = visit.page.split("/")[0] if site.name != "peer" else ""
            groups.setdefault(prefix, []).append(visit)
        for prefix, group in groups.items():
            rows.append(
                [
                    f"{site.title} {prefix}".strip(),
                    len(group),
                    spread([v.body for v in group], 1000),
                    max(group, key=lambda v: v.body).page,
                    spread([v.requests for v in group], digits=0),
                    spread([v.head for v in group], 1000),
                    len({address for v in group for address in v.elsewhere}),
                ]
            )
        if site.name == "ours":
            found = bounds(visits)
            over = sorted((v for v in visits if v.body > MOST), key=lambda v: -v.body)
            if over:
                measurement.notes.append(
                    f"{len(over)} pages of {len(visits)} are over {MOST / 1000:g} kB; of {over[0].page}:"
                )
                parts = sorted(over[0].answers, key=lambda answer: -answer.body)[:8]
                measurement.notes += [f"  {answer.body / 1000:.1f} kB {answer.address}" for answer in parts]
            measurement.notes += [f"{v.page} asks {address}" for v in visits for address in v.elsewhere]
    measurement.say(table(rows))
    return found
