"""One thing done several times beside another: the ratio of processor time, where it went, queries, bytes."""

from __future__ import annotations

import gc
import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench.floor import drawing_of
from tests.bench.profile import profile

RUNS = 5
BESIDE = 2

Work = Callable[[], object]


@dataclass(frozen=True)
class Cost:
    """`ratios` of the processor time of each run to what was done just before and after it: a machine is not
    as quick all the time. `queries`, bytes (`packed`: compressed), `shares` of one; `drawn`: the ratio of
    drawing the page again with nothing left to be read or worked out, None of what no template draws.
    """

    name: str
    ratios: tuple[float, ...]
    queries: int
    size: int
    packed: int
    shares: Mapping[str, float]
    drawn: float | None = None

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def spread(self) -> float:
        """How far the runs lie apart: (slowest − fastest) ÷ median."""
        return (max(self.ratios) - min(self.ratios)) / self.ratio


def measure(name: str, run: Callable[[], bytes], beside: Work, *, runs: int = RUNS) -> Cost:
    """Once to warm up and to count queries and bytes, then `runs` times by the clock of the processor, each
    between two times `beside`.
    """
    with CaptureQueriesContext(connection) as captured:
        content = run()
    queries = len(captured)  # at once: the next request empties the log
    ratios = tuple(_ratio(run, beside) for _ in range(runs))
    draw = drawing_of(run)
    drawn = None if draw is None else median(_ratio(draw, beside) for _ in range(runs))
    packed = len(gzip.compress(content, 6))
    return Cost(name, ratios, queries, len(content), packed, profile(run), drawn)


def _ratio(work: Work, beside: Work) -> float:
    gc.collect()
    around = [_seconds(beside) for _ in range(BESIDE)]
    spent = _seconds(work)
    around += [_seconds(beside) for _ in range(BESIDE)]
    return spent / median(around)


def _seconds(work: Work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
