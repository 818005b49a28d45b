"""``make figures [ONLY="weight axe"] [ARGS="--pages deleting post"]``"""

import argparse
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error

from benchmarks.report import Bound, status
from benchmarks.website import axe, build_time, layout_shift, lighthouse, weight
from benchmarks.website.measurement import Measurement
from runtime.build import Missing
from tests.support.browser import executable

PARTS: dict[str, Callable[[Measurement], list[Bound]]] = {
    "weight": weight.measure,
    "lighthouse": lighthouse.measure,
    "axe": axe.measure,
    "shift": layout_shift.measure,
    "build": build_time.measure_build,
    "save": build_time.measure_save,
}


def main(arguments: list[str] | None = None) -> int | str:
    """The command; returns its exit status, or why nothing can be measured."""
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
        f"load before {os.getloadavg()[0]:.1f}; "
        "from a server on this machine, compressed as GitHub Pages does"
    )
    bounds = list[Bound]()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as resources:
        measurement = Measurement(Path(folder), resources, options)
        for name, measure in PARTS.items():
            if options.only and name not in options.only:
                continue
            print(flush=True)
            measurement.notes = []
            try:
                found = measure(measurement)
            except Missing as missing:
                return f"{name}: {missing}"
            except Error as error:  # what the other parts say is not to be lost
                why = str(error).splitlines()[0]
                found = [Bound(f"{name}, the whole of it", None, most=0, why=why)]
            bounds += found
            for line in [*(bound.line() for bound in found), *(f"  {note}" for note in measurement.notes)]:
                print(line, flush=True)
    missed = [bound for bound in bounds if not bound.met]
    print(f"\n{len(bounds) - len(missed)} of {len(bounds)} bounds met")
    return status(bounds)


if __name__ == "__main__":
    sys.exit(main())
