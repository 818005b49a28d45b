"""``make figures [ONLY="weight axe"] [ARGS="--pages deleting post"]``"""

import argparse
import functools
import importlib.metadata
import os
import sys
import tempfile
from contextlib import ExitStack

from playwright.sync_api import Error

from benchmarks.report import Bound, status
from benchmarks.website import axe, build_time, layout_shift, lighthouse, sites, weight
from runtime.build import Missing
from tests.support.browser import browser, executable

PARTS = {
    "weight": weight.measure,
    "lighthouse": lighthouse.measure,
    "axe": axe.measure,
    "shift": layout_shift.measure,
    "build": build_time.measure_build,
    "save": build_time.measure_save,
}


class Bench:
    """What the parts share: the browser, the sites, built when first needed, and what they have to say."""

    def __init__(self, folder, resources, options):
        self.folder, self.resources = folder, resources
        self.patterns, self.every, self.rounds = options.pages, options.every, options.rounds
        self.alone, self.sizes = options.alone, options.sizes
        self.notes = []  # of the part that is being measured

    @functools.cached_property
    def chromium(self):
        return self.resources.enter_context(browser())

    @functools.cached_property
    def _sites(self):
        pages = sites.chosen(sites.content_pages(), self.patterns)
        if not pages:
            raise Missing(f"no page has {' or '.join(self.patterns)} in its address")
        built = [self.resources.enter_context(sites.ours(self.folder, pages))]
        if not self.alone:
            built.append(self.resources.enter_context(sites.stock_material(self.folder, pages)))
            try:
                built.append(self.resources.enter_context(sites.peer()))
            except Missing as missing:
                self.say([f"not measured: SQLAlchemy's manual: {missing}"])
        return built

    def sites(self):
        return self._sites

    def say(self, lines, progress=False):
        print("\n".join(lines), flush=True, file=sys.stderr if progress else sys.stdout)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.website")
    parser.add_argument("only", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument(
        "--pages", nargs="*", default=[], help="only pages with one of these in their address"
    )
    parser.add_argument("--every", type=int, default=1, help="of the runs of axe and shift, each so many-th")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", nargs="*", type=int, default=[1, 5], help="how many times today's pages")
    parser.add_argument("--alone", action="store_true", help="without stock Material and the peer")
    options = parser.parse_args(arguments)
    if unknown := set(options.only) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if executable() is None:
        return "There is no Chromium or Chrome on the PATH to measure in."
    version = importlib.metadata.version
    print(
        f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, {os.cpu_count()} processors, "
        f"load before {os.getloadavg()[0]:.1f}; from a server on this machine, compressed as GitHub Pages does"
    )
    bounds = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as resources:
        bench = Bench(folder, resources, options)
        for name, measure in PARTS.items():
            if options.only and name not in options.only:
                continue
            print(flush=True)
            bench.notes = []
            try:
                found = measure(bench)
            except Missing as missing:
                return f"{name}: {missing}"
            except Error as error:  # what the other parts say is not to be lost
                why = str(error).splitlines()[0]
                found = [Bound(f"{name}, the whole of it", None, most=0, why=why)]
            bounds += found
            for line in [*(bound.line() for bound in found), *(f"  {note}" for note in bench.notes)]:
                print(line, flush=True)
    missed = [bound for bound in bounds if not bound.met]
    print(f"\n{len(bounds) - len(missed)} of {len(bounds)} bounds met")
    return status(bounds)


if __name__ == "__main__":
    sys.exit(main())
