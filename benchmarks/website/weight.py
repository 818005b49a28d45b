"""What a first visit transfers: bytes, requests, other hosts."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.report import Bound, spread, table
from benchmarks.website.sites import load

MOST = 100_000  # bytes


@dataclass(frozen=True)
class Visit:
    """`body` and `head` are the bytes of bodies as sent, and of headers; `elsewhere` are addresses on other hosts."""

    page: str
    answers: tuple
    elsewhere: tuple

    @property
    def body(self):
        return sum(answer.body for answer in self.answers)

    @property
    def head(self):
        return sum(answer.head for answer in self.answers)

    @property
    def requests(self):
        return len(self.answers)


def first_visit(chromium, site, page):
    """What a browser that was never there asks for, without any interaction, until it asks for nothing more."""
    context = chromium.new_context()
    tab, elsewhere = context.new_page(), []
    here = urlsplit(site.origin).netloc

    def watch(request):
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != here:
            elsewhere.append(request.url)

    context.on("request", watch)
    before = len(site.server.answers)
    load(tab, site, page)
    answers = site.server.answers[before:]
    context.close()
    return Visit(page, tuple(answers), tuple(elsewhere))


def bounds(visits):
    most = max(visits, key=lambda visit: visit.body)
    other = [f"{visit.page} asks {address}" for visit in visits for address in visit.elsewhere]
    return [
        Bound(
            f"first visit, the heaviest page, {most.page or '/'}", most.body / 1000, MOST / 1000, unit=" kB"
        ),
        Bound("first visit, requests to another host", len(other), 0),
    ]


def measure(bench):
    rows = [
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
    found = []
    for site in bench.sites():
        visits = [first_visit(bench.chromium, site, page) for page in site.pages]
        groups = {}
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
                bench.notes.append(
                    f"{len(over)} pages of {len(visits)} are over {MOST / 1000:g} kB; of {over[0].page}:"
                )
                parts = sorted(over[0].answers, key=lambda answer: -answer.body)[:8]
                bench.notes += [f"  {answer.body / 1000:.1f} kB {answer.address}" for answer in parts]
            bench.notes += [f"{v.page} asks {address}" for v in visits for address in v.elsewhere]
    bench.say(table(rows))
    return found
