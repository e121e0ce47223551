"""One thing done several times: its processor time, where it went, queries and bytes."""

from __future__ import annotations

import gc
import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench.profile import profile

RUNS = 5


@dataclass(frozen=True)
class Cost:
    """`seconds` of processor time of each run; `queries`, bytes (`packed`: compressed), `shares` of one."""

    name: str
    seconds: tuple[float, ...]
    queries: int
    size: int
    packed: int
    shares: Mapping[str, float]

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def spread(self) -> float:
        """How far the runs lie apart: (slowest − fastest) ÷ median."""
        return (max(self.seconds) - min(self.seconds)) / self.median


def measure(name: str, run: Callable[[], bytes], *, runs: int = RUNS) -> Cost:
    """Once to warm up and to count queries and bytes, then `runs` times by the clock of the processor."""
    with CaptureQueriesContext(connection) as captured:
        content = run()
    queries = len(captured)  # at once: the next request empties the log
    seconds = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return Cost(name, tuple(seconds), queries, len(content), len(gzip.compress(content, 6)), profile(run))
