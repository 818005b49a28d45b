"""Times of work that starts processes."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Duration:
    """How long some work took, in seconds.

    `processor` is the processor time of the processes that it started and waited for, and of theirs: unlike
    `wall`, it hardly depends on what else the machine does. A database server is not among them.
    """

    wall: float
    processor: float


def timed(work: Callable[[], object]) -> Duration:
    """Calls `work` and returns how long it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Duration(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
