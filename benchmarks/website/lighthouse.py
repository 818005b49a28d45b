"""Lighthouse, for a phone and for a desk."""

import json
import os
import subprocess
from typing import Any

from benchmarks.report import Bound, median, table
from benchmarks.website.measurement import Measurement
from benchmarks.website.sites import Site, npm
from runtime.build import Missing, find
from tests.support.browser import ARGUMENTS, executable

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
KINDS = {
    "home": "ko/",
    "many examples": "ko/deleting/parent-deleted/",
    "the post": "ko/post/",
    "a shape": "en/shapes/one-to-many/",
    "explorer": "en/deleting/every-combination/",
    "playground": "ko/playground/",
    "tables": "en/tested/",
    "glossary": "ko/glossary/",
    "tasks": "ko/tasks/",
    "problems": "ko/problems/",
    "404": "404.html",
    "root": "",
}
ALSO_STOCK = ("many examples", "the post", "a shape")  # of these, stock Material is measured too

Scores = tuple[dict[str, int], dict[str, list[str]]]


def audit(url: str, desktop: bool) -> Scores:
    """One run of Lighthouse, of at most 180 seconds. Raises `Missing` where it gives no report."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    done = subprocess.run(
        [
            find("node"),
            str(npm("lighthouse") / "lighthouse" / "cli" / "index.js"),
            url,
            "--output=json",
            "--quiet",
            f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS, *sandbox])}",
            *(["--preset=desktop"] if desktop else []),
        ],
        check=False,
        env={**os.environ, "CHROME_PATH": executable() or ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise Missing(f"Lighthouse said {(done.stderr or done.stdout).strip()[-300:]}") from error
    if report.get("runtimeError"):
        raise Missing(f"Lighthouse said {report['runtimeError'].get('message')}")
    return scores(report)


def scores(report: dict[str, Any]) -> Scores:
    """({category: score of 100}, {category: [the audits below 1, with the value that Lighthouse shows]})"""
    found, failing = dict[str, int](), dict[str, list[str]]()
    for name, category in report["categories"].items():
        if name not in LEAST:
            continue
        found[name] = round((category["score"] or 0) * 100)
        failing[name] = [
            f"{ref['id']}{_value(report['audits'][ref['id']])}"
            for ref in category["auditRefs"]
            if ref["weight"]
            and (report["audits"][ref["id"]]["score"] or 0) < 1
            and report["audits"][ref["id"]]["scoreDisplayMode"]
            not in ("notApplicable", "manual", "informative")
        ]
    return found, failing


def _value(audit: dict[str, Any]) -> str:
    shown = (audit.get("displayValue") or "").replace("\u00a0", " ")
    return f" ({shown})" if shown else ""


def measure(measurement: Measurement) -> list[Bound]:
    found = list[Bound]()
    rows: list[list[object]] = [[f"Lighthouse, median of {measurement.rounds}", "page", *LEAST]]
    for site in measurement.sites:
        for kind, page in kinds(site, measurement):
            for desktop in (False, True):
                where = "desktop" if desktop else "mobile"
                try:
                    runs = [audit(site.url(page), desktop) for _ in range(measurement.rounds)]
                except (Missing, subprocess.TimeoutExpired) as error:
                    measurement.notes.append(f"{site.title}, {page}: {error}")
                    if site.name == "ours":
                        found += [
                            Bound(
                                f"{name}, {kind}, {where}", None, least=least, why=str(error).splitlines()[0]
                            )
                            for name, least in LEAST.items()
                        ]
                    continue
                values = {name: median([run[0][name] for run in runs]) for name in LEAST}
                rows.append([f"{site.title}, {where}", page or "/", *(f"{v:.0f}" for v in values.values())])
                if site.name != "ours":
                    continue
                for name, least in LEAST.items():
                    bound = Bound(f"{name}, {kind}, {where}", values[name], least=least)
                    found.append(bound)
                    if values[name] < 100:
                        ids = sorted({audit for run in runs for audit in run[1][name]})
                        measurement.notes.append(
                            f"{name} {values[name]:.0f}, {page or '/'} {where}: {', '.join(ids)}"
                        )
    measurement.say(table(rows))
    return found


def kinds(site: Site, measurement: Measurement) -> list[tuple[str, str]]:
    """[(kind, page)] of the pages that the site has."""
    if site.name == "peer":
        return [("peer", page) for page in site.pages]
    names = KINDS if site.name == "ours" else ALSO_STOCK
    wanted = [(name, KINDS[name]) for name in names]
    return [
        (name, page)
        for name, page in wanted
        if site.server.answer(f"/{page}")[0] == 200
        and (not measurement.patterns or any(pattern in (page or "/") for pattern in measurement.patterns))
    ]
